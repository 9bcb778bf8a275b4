"""Many expressions, each in a sentence, against several days of publication.

A row is a sentence, the day of publication (None: not known) and the dates found, as
`words=EDTF`, joined by ` | `; `-` for words that stay without a day, and nothing where there is no date.
"""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from kg.article import Article
from kg.language import make_doc, state

MON, WED, SUN = "2019-03-04", "2016-05-18", "2005-10-30"
JAN, DEC = "2012-01-03", "1998-12-22"
NONE = ""

CALENDAR = [
    ("The pact was signed on 22 December 2017.", MON, "22 December 2017=2017-12-22"),
    ("The pact was signed on 22nd of December, 2017.", MON, "22nd of December, 2017=2017-12-22"),
    ("The pact was signed on the 22nd December 2017.", MON, "the 22nd December 2017=2017-12-22"),
    ("The pact was signed on December 22, 2017.", MON, "December 22, 2017=2017-12-22"),
    ("The pact was signed on December 22nd, 2017.", MON, "December 22nd, 2017=2017-12-22"),
    ("The pact was signed on Dec. 22, 2017.", MON, "Dec. 22, 2017=2017-12-22"),
    ("The pact was signed on 22-Dec-2017.", MON, "22-Dec-2017=2017-12-22"),
    ("The pact was signed on 22 Dec 2017.", MON, "22 Dec 2017=2017-12-22"),
    ("The pact was signed on Friday, 22 December 2017.", MON, "Friday, 22 December 2017=2017-12-22"),
    ("The pact was signed on Friday 22 December 2017.", MON, "Friday 22 December 2017=2017-12-22"),
    ("The pact was signed on Friday, December 22, 2017, in Riga.", MON, "Friday, December 22, 2017=2017-12-22"),
    ("The pact was signed on Saturday, 22 December 2017.", MON, "Saturday, 22 December 2017=2017-12-22"),
    ("The pact was signed on Saturday, 22 December.", MON, "Saturday, 22 December=2018-12-22"),
    ("The pact was signed on Friday, 22 December.", MON, "Friday, 22 December=-"),
    ("The pact was signed on Friday, March 1.", MON, "Friday, March 1=2019-03-01"),
    ("The pact was signed on Tuesday, March 1.", MON, "Tuesday, March 1=-"),
    ("The pact was signed on 2017-12-22.", MON, "2017-12-22=2017-12-22"),
    ("The pact was signed on 2017/12/22.", MON, "2017/12/22=2017-12-22"),
    ("The pact was signed at 2017-12-22T10:30Z.", MON, "2017-12-22T10:30Z=2017-12-22"),
    ("The pact was signed on 22/12/2017.", MON, "22/12/2017=2017-12-22"),
    ("The pact was signed on 12/22/2017.", MON, "12/22/2017=2017-12-22"),
    ("The pact was signed on 3/5/2014.", MON, "3/5/2014=-"),
    ("The pact was signed on 5/5/2014.", MON, "5/5/2014=2014-05-05"),
    ("The pact was signed on 3.5.2014.", MON, "3.5.2014=2014-05-03"),
    ("The pact was signed on 22-12-2017.", MON, "22-12-2017=2017-12-22"),
    ("The pact was signed on 31 April 2017.", MON, "April 2017=2017-04"),
    ("The pact was signed on 29 February 2016.", MON, "29 February 2016=2016-02-29"),
    ("THE PACT WAS SIGNED ON 22 DECEMBER 2017.", MON, "22 DECEMBER 2017=2017-12-22"),
    ("The pact was signed in December 2017.", MON, "December 2017=2017-12"),
    ("The pact was signed in December of 2017.", MON, "December of 2017=2017-12"),
    ("The pact was signed in late December 2017.", MON, "December 2017=2017-12"),
    ("The pact was signed at the end of June 2014.", MON, "June 2014=2014-06"),
    ("The pact was signed in 2014.", MON, "2014=2014"),
    ("The pact was signed in early 2014.", MON, "early 2014=2014"),
    ("The pact was signed in mid-2014.", MON, "mid-2014=2014"),
    ("The pact was signed in late 2014.", MON, "late 2014=2014"),
    ("The pact (1994) is dead.", MON, "1994=1994"),
    ("Poland's 1997 constitution stands.", MON, "1997=1997"),
    ("The 2015 elections were lost.", MON, "2015=2015"),
    ("The election was held in nineteen eighty-nine.", MON, "nineteen eighty-nine=1989"),
    ("They met in January nineteen ninety-seven.", JAN, "January nineteen ninety-seven=1997-01"),
    ("They will stop by the year two thousand.", DEC, "the year two thousand=2000"),
    ("It began in the summer of '89.", MON, "the summer of '89=1989-22"),
    ("The wall fell in November '89.", MON, "November '89=1989-11"),
    ("They fought after the 9/11 attacks.", WED, "9/11=2001-09-11"),
    ("They fought after the September 11 attacks.", SUN, "September 11 attacks=2001-09-11"),
    ("The store sold it on 9/11.", DEC, NONE),
]  # fmt: skip

WITHOUT_YEAR = [
    ("The envoys met on 3 March.", MON, "3 March=2019-03-03"),
    ("The envoys met on 3 March.", WED, "3 March=2016-03-03"),
    ("The envoys met on 3 March.", JAN, "3 March=2011-03-03"),
    ("The envoys will meet on 3 March.", MON, "3 March=2020-03-03"),
    ("The envoys will meet on 3 March.", JAN, "3 March=2012-03-03"),
    ("The envoys will meet on 3 March.", DEC, "3 March=1999-03-03"),
    ("The envoys are to meet on 3 March.", DEC, "3 March=1999-03-03"),
    ("The envoys plan to meet on 3 March.", DEC, "3 March=1999-03-03"),
    ("A meeting scheduled for 3 March was called off.", DEC, "3 March=1999-03-03"),
    ("The envoys may have met on 3 March.", WED, "3 March=2016-03-03"),
    ("The envoys met on Dec. 20.", DEC, "Dec. 20=1998-12-20"),
    ("The envoys met on Dec. 20.", JAN, "Dec. 20=2011-12-20"),
    ("The talks were extended to Jan. 10.", DEC, "Jan. 10=1999-01-10"),
    ("The court has set January 10 as the deadline.", DEC, "January 10=1999-01-10"),
    ("The envoys met in March.", WED, "March=2016-03"),
    ("The envoys met in March.", JAN, "March=2011-03"),
    ("The envoys will meet in March.", WED, "March=2017-03"),
    ("The envoys will meet in March.", JAN, "March=2012-03"),
    ("Talks are supposed to conclude by May.", MON, "May=2019-05"),
    ("The envoys met last October.", WED, "last October=2015-10"),
    ("The envoys met last October.", DEC, "last October=1998-10"),
    ("The envoys will meet next April.", DEC, "next April=1999-04"),
    ("The envoys met this January.", WED, "this January=2016-01"),
    ("The envoys met in early March.", WED, "early March=2016-03"),
    ("The envoys met in mid-March.", WED, "mid-March=2016-03"),
    ("The envoys met at the end of March.", WED, "March=2016-03"),
    ("The envoys met in July last year.", WED, "July last year=2015-07"),
    ("The envoys met in a March round of talks.", WED, "March=2016-03"),
    ("The envoys met on the 5th.", WED, "on the 5th=2016-05-05"),
    ("The envoys will meet on the 5th.", DEC, "on the 5th=1999-01-05"),
    ("The envoys met on 3 March.", None, "3 March=-"),
    ("The envoys met in March.", None, "March=-"),
    ("The envoys met last October.", None, "last October=-"),
]  # fmt: skip

RANGES = [
    ("They met from 3 to 5 May 2014.", MON, "from 3 to 5 May 2014=2014-05-03/2014-05-05"),
    ("They met from 3 to 5 May.", WED, "from 3 to 5 May=2016-05-03/2016-05-05"),
    ("They will meet from 3 to 5 May.", MON, "from 3 to 5 May=2019-05-03/2019-05-05"),
    ("They met on May 3-5.", WED, "May 3-5=2016-05-03/2016-05-05"),
    ("They met on May 3–5.", WED, "May 3–5=2016-05-03/2016-05-05"),
    ("They met on May 3 and 4.", WED, "May 3 and 4=2016-05-03/2016-05-04"),
    ("They met between 3 and 9 May 2014.", WED, "between 3 and 9 May 2014=2014-05-03/2014-05-09"),
    ("They met from April 28 to May 2, 2014.", WED, "from April 28 to May 2, 2014=2014-04-28/2014-05-02"),
    ("They met from 28 April to 2 May.", WED, "from 28 April to 2 May=2016-04-28/2016-05-02"),
    ("They met from 28 December to 2 January.", WED, "from 28 December to 2 January=2015-12-28/2016-01-02"),
    ("They met on 3 and 9 May 2014.", WED, "9 May 2014=2014-05-09"),
    ("It lasted from 1999 to 2001.", MON, "from 1999 to 2001=1999/2001"),
    ("It lasted between 1999 and 2001.", MON, "1999 and 2001=1999/2001"),
    ("It lasted through the 1999-2001 war.", MON, "1999-2001=1999/2001"),
    ("The 2014-15 budget was cut.", MON, "2014-15=2014/2015"),
    ("He served from 2010 until 2014.", MON, "from 2010 until 2014=2010/2014"),
    ("The truce ran from June to August 2014.", MON, "from June to August 2014=2014-06/2014-08"),
    ("The truce ran from November to February.", WED, "from November to February=2015-11/2016-02"),
    ("The envoy will be in Oslo from Monday to Thursday.", WED, "from Monday to Thursday=2016-05-23/2016-05-26"),
    ("The envoy was in Oslo from Monday to Tuesday.", WED, "from Monday to Tuesday=2016-05-16/2016-05-17"),
    ("It was tried in 1999 and 2001.", MON, "1999=1999 | 2001=2001"),
    ("It was tried in March and June 2014.", MON, "March=2014-03 | June 2014=2014-06"),
]  # fmt: skip

WEEKDAYS = [
    ("The envoy left on Friday.", MON, "Friday=2019-03-01"),
    ("The envoy left on Friday.", WED, "Friday=2016-05-13"),
    ("The envoy left on Friday.", SUN, "Friday=2005-10-28"),
    ("The envoy will leave on Friday.", MON, "Friday=2019-03-08"),
    ("The envoy will leave on Friday.", SUN, "Friday=2005-11-04"),
    ("The envoy is to leave on Friday.", WED, "Friday=2016-05-20"),
    ("The envoy is due to leave on Friday.", WED, "Friday=2016-05-20"),
    ("The truce had been due to expire on Friday.", WED, "Friday=2016-05-13"),
    ("The envoy left on Monday.", MON, "Monday=2019-03-04"),
    ("The envoy left last Monday.", MON, "last Monday=2019-02-25"),
    ("The envoy left last Friday.", WED, "last Friday=2016-05-13"),
    ("The envoy will leave next Monday.", WED, "next Monday=2016-05-23"),
    ("The envoy will leave this Friday.", WED, "this Friday=2016-05-20"),
    ("The envoy left late on Friday.", WED, "Friday=2016-05-13"),
    ("The envoy left Friday morning.", WED, "Friday morning=2016-05-13"),
    ("The envoy left on Friday night.", WED, "Friday night=2016-05-13"),
    ("The envoy left at 10 a.m. Friday.", WED, "Friday=2016-05-13"),
    ("The envoy left on Tuesday of last week.", WED, "Tuesday of last week=2016-05-10"),
    ("The envoy will leave on Tuesday next week.", WED, "Tuesday next week=2016-05-24"),
    ("Friday's talks failed.", WED, "Friday=2016-05-13"),
    ("The envoy left on Sunday.", SUN, "Sunday=2005-10-30"),
    ("THE ENVOY LEFT ON FRIDAY.", WED, "FRIDAY=2016-05-13"),
    ("The envoy left on Friday.", None, "Friday=-"),
]  # fmt: skip

NEAR = [
    ("The envoy left today.", MON, "today=2019-03-04"),
    ("The envoy left yesterday.", JAN, "yesterday=2012-01-02"),
    ("The envoy leaves tomorrow.", WED, "tomorrow=2016-05-19"),
    ("The envoy left yesterday evening.", WED, "yesterday evening=2016-05-17"),
    ("The envoy left the day before yesterday.", MON, "the day before yesterday=2019-03-02"),
    ("The envoy leaves the day after tomorrow.", MON, "the day after tomorrow=2019-03-06"),
    ("The envoy left this morning.", WED, "this morning=2016-05-18"),
    ("The envoy spoke tonight.", WED, "tonight=2016-05-18"),
    ("The envoy left last night.", MON, "last night=2019-03-03"),
    ("The envoy left last week.", MON, "last week=2019-02-25/2019-03-03"),
    ("The envoy leaves next week.", MON, "next week=2019-03-11/2019-03-17"),
    ("The envoy left this week.", WED, "this week=2016-05-16/2016-05-22"),
    ("The envoy left last month.", JAN, "last month=2011-12"),
    ("The envoy leaves next month.", DEC, "next month=1999-01"),
    ("The envoy left earlier this month.", WED, "this month=2016-05"),
    ("The envoy left last year.", JAN, "last year=2011"),
    ("The envoy leaves next year.", JAN, "next year=2013"),
    ("The envoy left earlier this year.", WED, "this year=2016"),
    ("The vote comes later this year.", WED, "this year=2016"),
    ("They met over the weekend.", MON, "the weekend=2019-03-02/2019-03-03"),
    ("They met at the weekend.", SUN, "the weekend=2005-10-29/2005-10-30"),
    ("They will meet over the weekend.", WED, "the weekend=2016-05-21/2016-05-22"),
    ("They met last weekend.", WED, "last weekend=2016-05-14/2016-05-15"),
    ("They will meet next weekend.", WED, "next weekend=2016-05-28/2016-05-29"),
    ("The envoy left a year ago.", WED, "a year ago=2015"),
    ("The envoy left two days ago.", MON, "two days ago=2019-03-02"),
    ("The envoy left two weeks ago.", WED, "two weeks ago=2016-05-02/2016-05-08"),
    ("The envoy left three months ago.", JAN, "three months ago=2011-10"),
    ("The envoy left twenty-five years ago.", WED, "twenty-five years ago=1991"),
    ("The envoy left two decades ago.", WED, "two decades ago=199X"),
    ("The envoy left about five years ago.", WED, "about five years ago=2011~"),
    ("The envoy left some years ago.", WED, "some years ago=-"),
    ("The envoy left a year ago.", None, "a year ago=-"),
    ("They will meet in two weeks.", WED, "in two weeks=2016-05-30/2016-06-05"),
    ("They will meet in three days.", WED, "in three days=2016-05-21"),
    ("The work will be done three years from now.", WED, "three years from now=2019"),
    ("The troops will leave by the end of the year.", WED, "end of the year=2016"),
    ("The troops will leave at the end of this month.", WED, "end of this month=2016-05"),
    ("The troops will leave later in the week.", WED, "later in the week=2016-05-16/2016-05-22"),
    ("The troops will leave by year-end.", WED, "year-end=2016-12-31"),
]  # fmt: skip

PERIODS = [
    ("It was a pact of the 1990s.", MON, "the 1990s=199X"),
    ("It was signed in the early 1990s.", MON, "the early 1990s=199X"),
    ("It was signed in the mid-1990s.", MON, "the mid-1990s=199X"),
    ("It was signed in the late '90s.", MON, "the late '90s=199X"),
    ("It was signed in the nineties.", MON, "the nineties=199X"),
    ("It was signed in the 1900s.", MON, "the 1900s=19XX"),
    ("It was built in the 19th century.", MON, "19th century=18XX"),
    ("It was built in the nineteenth century.", MON, "nineteenth century=18XX"),
    ("It was built in the early 20th century.", MON, "20th century=19XX"),
    ("A twenty-first century war began.", MON, "twenty-first century=20XX"),
    ("They met in the spring of 2014.", MON, "the spring of 2014=2014-21"),
    ("They met in summer 2014.", MON, "summer 2014=2014-22"),
    ("They met in autumn 2014.", MON, "autumn 2014=2014-23"),
    ("They met in the fall of 2014.", MON, "the fall of 2014=2014-23"),
    ("They met in the winter of 2014.", MON, "the winter of 2014=2014-24"),
    ("They met last summer.", WED, "last summer=2015-22"),
    ("They met last summer.", SUN, "last summer=2005-22"),
    ("They will meet next spring.", DEC, "next spring=1999-21"),
    ("They will meet this autumn.", WED, "this autumn=2016-23"),
    ("They met in the spring.", SUN, "the spring=2005-21"),
    ("They met in the autumn.", WED, "the autumn=2015-23"),
    ("Trade fell in the third quarter of 2014.", MON, "third quarter of 2014=2014-07/2014-09"),
    ("Trade fell in the third quarter.", WED, "third quarter=2015-07/2015-09"),
    ("Trade fell in Q3 2014.", MON, "Q3 2014=2014-07/2014-09"),
    ("Trade fell in the first half of 2014.", MON, "first half of 2014=2014-01/2014-06"),
    ("Trade fell in the first half of last year.", WED, "first half of last year=2015-01/2015-06"),
    ("Trade fell last quarter.", WED, "last quarter=2016-01/2016-03"),
    ("Trade fell in the second quarter of this year.", MON, "second quarter of this year=2019-04/2019-06"),
    ("Trade fell 3% in the first quarter, from a year earlier.", WED,
     "first quarter=2016-01/2016-03 | a year earlier=2015-01/2015-03"),
    ("In the first quarter trade fell. In the year-earlier quarter it rose.", WED,
     "first quarter=2016-01/2016-03 | the year-earlier quarter=2015-01/2015-03"),
    ("In the first quarter trade fell. Imports rose in the quarter.", WED,
     "first quarter=2016-01/2016-03 | the quarter=2016-01/2016-03"),
    ("Imports rose in the quarter.", WED, "the quarter=-"),
    ("Imports beat year-earlier levels.", WED, "year-earlier levels=-"),
]  # fmt: skip

FEASTS = [
    ("They met on Christmas Day.", WED, "Christmas Day=2015-12-25"),
    ("They will meet on Christmas Day.", WED, "Christmas Day=2016-12-25"),
    ("They hope for peace by Christmas.", WED, "Christmas=2016-12-25"),
    ("They met on Christmas Eve 2014.", WED, "Christmas Eve 2014=2014-12-24"),
    ("They met on New Year's Day.", JAN, "New Year's Day=2012-01-01"),
    ("They met on New Year’s Eve.", JAN, "New Year’s Eve=2011-12-31"),
    ("They marched on May Day.", WED, "May Day=2016-05-01"),
    ("They marched on Bastille Day.", WED, "Bastille Day=2015-07-14"),
    ("They marched on July Fourth.", WED, "July Fourth=2015-07-04"),
    ("They marched on the Fourth of July.", WED, "Fourth of July=2015-07-04"),
    ("They met on Armistice Day.", DEC, "Armistice Day=1998-11-11"),
    ("They met on Good Friday.", WED, "Good Friday=2016-03-25"),
    ("They met on Easter Sunday.", WED, "Easter Sunday=2016-03-27"),
    ("They will meet on Easter Monday.", MON, "Easter Monday=2019-04-22"),
    ("They met on Orthodox Easter.", WED, NONE),
    ("They met on Thanksgiving.", DEC, "Thanksgiving=1998-11-26"),
    ("They met on Thanksgiving Day last year.", DEC, "Thanksgiving Day last year=1997-11-27"),
    ("They met on Memorial Day.", DEC, "Memorial Day=1998-05-25"),
    ("They met on Christmas Island.", WED, NONE),
    ("The Good Friday Agreement holds.", WED, NONE),
    ("They met on International Women's Day.", MON, "International Women's Day=2018-03-08"),
]  # fmt: skip

AFTER_ANOTHER = [
    ("They met on May 3 and left the following day.", WED, "May 3=2016-05-03 | the following day=2016-05-04"),
    ("They met on May 3. The next day they left.", WED, "May 3=2016-05-03 | The next day=2016-05-04"),
    ("They met on May 3. They had quarrelled the previous day.", WED, "May 3=2016-05-03 | the previous day=2016-05-02"),
    ("They met on May 3. They signed the same day.", WED, "May 3=2016-05-03 | the same day=2016-05-03"),
    ("They met on May 3. That day a bomb went off.", WED, "May 3=2016-05-03 | That day=2016-05-03"),
    ("They met on May 3. Two days later they signed.", WED, "May 3=2016-05-03 | Two days later=2016-05-05"),
    ("They met on May 3. They had signed a week earlier.", WED,
     "May 3=2016-05-03 | a week earlier=2016-04-25/2016-05-01"),
    ("They met in May 2014. They signed the following month.", WED, "May 2014=2014-05 | the following month=2014-06"),
    ("They met in May 2014. They had signed the previous month.", WED, "May 2014=2014-05 | the previous month=2014-04"),
    ("They met in May 2014. They signed later that year.", WED, "May 2014=2014-05 | that year=2014"),
    ("They met in May 2014. They signed three days later.", WED, "May 2014=2014-05 | three days later=-"),
    ("They met in 2014. They signed the following year.", WED, "2014=2014 | the following year=2015"),
    ("They met in 2014 and signed two years later.", WED, "2014=2014 | two years later=2016"),
    ("They met on May 3. They signed the following Monday.", WED, "May 3=2016-05-03 | following Monday=2016-05-09"),
    ("They met on May 3. They had signed the previous Friday.", WED, "May 3=2016-05-03 | previous Friday=2016-04-29"),
    ("They signed the following day.", WED, "the following day=-"),
    ("They signed two days later.", WED, "two days later=-"),
    ("They met on May 3, she told reporters on Friday. The next day they signed.", WED,
     "May 3=2016-05-03 | Friday=2016-05-13 | The next day=2016-05-04"),
    ("They met on May 3. All went well. Nobody left. The next day they signed.", WED,
     "May 3=2016-05-03 | The next day=-"),
]  # fmt: skip

NO_DAY = [
    ("The envoy is now in Oslo.", WED, "now=-"),
    ("The envoy recently left.", WED, "recently=-"),
    ("The envoy is currently in Oslo.", WED, "currently=-"),
    ("The current talks are dull.", WED, "current=-"),
    ("In recent weeks the talks have stalled.", WED, "recent weeks=-"),
    ("The talks failed in the past.", WED, "the past=-"),
    ("Talks will be held in the near future.", WED, "the near future=-"),
    ("These days nobody talks.", WED, "These days=-"),
    ("At the time, nobody talked.", WED, "At the time=-"),
    ("The envoys will soon talk.", WED, "soon=-"),
    ("In today's world nobody talks.", WED, "today=-"),
    ("They are the leaders of tomorrow.", WED, "tomorrow=-"),
    ("A once mighty party lost.", WED, "once=-"),
    ("It fell at the turn of the century.", WED, "the turn of the century=-"),
    ("Trade grew over the past year.", WED, "the past year=-"),
    ("Nobody talks now.", None, "now=-"),
]  # fmt: skip

NOT_DATES = [
    ("He may go.", WED),
    ("They may march on the capital.", WED),
    ("Prime Minister May left.", WED),
    ("The pact was signed by May and her deputy.", WED),
    ("The second envoy saw the sun.", WED),
    ("April Stone met August Berg.", WED),
    ("He wed in a sat nav.", WED),
    ("They flew in a Boeing 747.", WED),
    ("They flew in an Airbus 1990.", WED),
    ("He lives at 1600 Pennsylvania Avenue.", WED),
    ("He lives at 1945 Park Street.", WED),
    ("Under Resolution 1973 the zone was set up.", WED),
    ("They adopted Agenda 2030.", WED),
    ("They dropped Vision 2030.", WED),
    ("Article 5 was never used.", WED),
    ("Some 2,000 people fled.", WED),
    ("Some 2000 people fled.", WED),
    ("The guards stand there 24/7.", WED),
    ("It cost $1999 in all.", WED),
    ("The crash was at 1930 GMT.", WED),
    ("They talked for three days.", WED),
    ("They talked for two years.", WED),
    ("Talks have gone on for months.", WED),
    ("A ten-year plan was drawn up.", WED),
    ("They meet every Friday.", WED),
    ("They meet each May.", WED),
    ("They meet on Fridays.", WED),
    ("He is in his sixties.", WED),
    ("He won 1,995 votes of 12.1990.", WED),
    ("The two sides fall out in the end.", WED),
    ("They met on the 5th floor.", WED),
    ("They met on the 10th anniversary of the war.", WED),
    ("He told Russia Today so.", WED),
    ("He wrote for USA Today.", WED),
    ("The Bloody Sunday inquiry ended.", WED),
    ("The Black September group was blamed.", WED),
    ("The Arab Spring failed.", WED),
    ("At the end of the day, nothing helps.", WED),
    ("The leaders met in the Latin Quarter.", WED),
    ("Three quarters of the town fled.", WED),
    ("The ratio is 3/5.", WED),
    ("Call 555-1234 or 202-555-2014.", WED),
    ("It weighs 1850 kg.", WED),
    ("The bill passed by 1945 votes to 12.", WED),
    ("He marched as soon as he could.", WED),
    ("Now that they talk, all is well.", WED),
    ("They have known each other as long.", WED),
    ("A second half of the team left.", WED),
    ("He took the dates and figs.", WED),
    ("The Augustinian order moved.", WED),
    ("The march on the capital ended.", WED),
    ("She sat next to the chair.", WED),
]  # fmt: skip

ROWS = [
    *CALENDAR, *WITHOUT_YEAR, *RANGES, *WEEKDAYS, *NEAR, *PERIODS, *FEASTS, *AFTER_ANOTHER, *NO_DAY,
    *((text, published, NONE) for text, published in NOT_DATES),
]  # fmt: skip


def found(nlp: Language, text: str, published: str | None, url: str | None = None) -> str:
    day = dt.date.fromisoformat(published) if published else None
    doc = nlp(make_doc(nlp, Article(text, published=day, url=url)))
    return " | ".join(f"{date.span.of(text)}={date.edtf or '-'}" for date in state.dates(doc))


@pytest.mark.parametrize(("text", "published", "dates"), ROWS)
def test_expression(nlp: Language, text: str, published: str | None, dates: str) -> None:
    assert found(nlp, text, published) == dates


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize(
    ("url", "dates"),
    [
        ("https://www.gov.uk/news/1", "3/5/2014=2014-05-03"),
        ("https://www.whitehouse.gov/briefing", "3/5/2014=2014-03-05"),
        ("https://example.com/1", "3/5/2014=-"),
        ("http://[", "3/5/2014=-"),
    ],
)
def test_the_publishers_country_decides_between_day_and_month(nlp: Language, url: str, dates: str) -> None:
    assert found(nlp, "It was signed on 3/5/2014.", MON, url) == dates


@pytest.mark.parametrize(("text", "published", "_"), [row for row in NO_DAY if row[1]])
def test_words_that_name_no_day_are_marked(nlp: Language, text: str, published: str, _: str) -> None:
    doc = nlp(make_doc(nlp, Article(text, published=dt.date.fromisoformat(published))))
    assert [date.vague for date in state.dates(doc)] == [True]
