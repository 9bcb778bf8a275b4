"""Who is the same across articles: links of the machine with their scores, decisions of the user, and what follows.

An article's graph keeps the keys that the article alone gives. A link says how sure it is that two of them are one; a
decision of the user outweighs every link. Which IRI stands for which entity in the merged view follows from both, so
that taking one back undoes all that came of it.
"""
