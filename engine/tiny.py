"""The engine on one page, to be read: a value, its gradient, and how it was computed.

``value.py`` is the same made fast, with checks; a test proves that both give the same numbers.
Each input receives backpropagated × local gradient, and adds up what it receives.
"""

import math


class Value:
    def __init__(self, data, inputs=(), local_gradients=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.local_gradients = inputs, local_gradients

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        return Value(math.exp(self.data), (self,), (math.exp(self.data),))

    def log(self):
        return Value(math.log(self.data), (self,), (1.0 / self.data,))

    def tanh(self):
        return Value(math.tanh(self.data), (self,), (1.0 / math.cosh(self.data) ** 2,))

    def relu(self):
        return Value(max(0.0, self.data), (self,), (1.0 if self.data > 0 else 0.0,))

    def backward(self):
        order, met = [], set()

        def visit(node):  # inputs before successors
            if node not in met:
                met.add(node)
                for value in node.inputs:
                    visit(value)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for value, local in zip(node.inputs, node.local_gradients):
                value.grad += node.grad * local

    __radd__, __rmul__ = __add__, __mul__
    __neg__ = lambda self: self * -1.0
    __sub__ = lambda self, other: self + -other
    __rsub__ = lambda self, other: -self + other
    __truediv__ = lambda self, other: self * other**-1.0
    __rtruediv__ = lambda self, other: self**-1.0 * other
    __repr__ = lambda self: f"Value(data={self.data}, grad={self.grad})"
