"""How each generated knowledge table is made of its sources; `tools/make_knowledge.py` writes them."""
