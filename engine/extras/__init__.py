"""What is built on the engine and not needed to understand or to use it.

check         is a gradient right?  (complex_step has its functions on complex numbers)
program       a graph as a program to run; source writes its lines, templates has their Python (and
              local gradients in symbols)
replay        the same over rows of data, fast (branches: no path may depend on the data)
functions     exp(x) beside x.exp(), and dot
own           a node of your own in one line, and a row of your own in the table
without_graph with no_grad()
micrograd     micrograd's names: its programs run with the import changed
algorithm1    Algorithm 1 of the lecture note on plain lists, without a graph
datasets      examples to train on
copying       copy and pickle
protocols     what Python and NumPy may ask of a Value, and what would cut the graph
"""
