from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import pytest

from tests.core.drawing.pictures import expected, random_graph
from tests.core.graphs import EXAMPLE_7, FAN_OUT, LINREG, SIGMOID, graph
from tests.core.networks import REFERENCE, perceptron
from tests.core.reading import Entry, UnreadableError, read
from tests.samples import sampled
from tutor.core.drawing.density import (
    BOXES,
    DENSITIES,
    LARGE,
    LINES,
    ROOMY,
    ROWS,
    SHORT,
    STACKS,
    TIGHT,
    Density,
    draw,
)
from tutor.core.drawing.fit import beyond, fit, fits
from tutor.core.drawing.layout import cells as layouts
from tutor.core.drawing.layout import rows as layout_rows
from tutor.core.drawing.layout.tracks import Net, Tracks, tracks
from tutor.core.drawing.network import draw_network
from tutor.core.drawing.paint import changed_rows, paint, paint_row
from tutor.core.drawing.picture import Marks, Picture, gradient_style, marks_of, steepest
from tutor.core.graph import Edge, Graph, Pass, neurons, run, short_side
from tutor.core.text.terminal import number, width

TWICE = graph("y", a=2.0, b=("mul", "a", "a"), y=("add", "b", "a"))
MESSAGES = graph(
    "C",
    h=2.0,
    w=3.0,
    b=1.0,
    z=("dot", "w", "h", "b"),
    t1=("pow", "z", 2.0),
    t2=("tanh", "z"),
    t3=("mul", 3.0, "z"),
    C=("sum", "t1", "t2", "t3"),
)
THEOREM_2 = graph("z", x=2.0, y1=("pow", "x", 2.0), y2=("mul", 3.0, "x"), z=("mul", "y1", "y2"))
NOTE = {
    "linear regression": LINREG,
    "example 7": EXAMPLE_7,
    "fan-out": FAN_OUT,
    "sigmoid": SIGMOID,
    "message passing": MESSAGES,
    "theorem 2": THEOREM_2,
    "a product of a node with itself": TWICE,
    "2-2-2": perceptron(2, 2, 2),
    "2-3-1": perceptron(2, 3, 1),
    "4-5-3": perceptron(4, 5, 3),
}
densities = pytest.mark.parametrize(
    "density", sampled(DENSITIES, DENSITIES[::3]), ids=lambda d: d.name.replace(" ", "-")
)


@densities
@pytest.mark.parametrize("shown", NOTE.values(), ids=list(NOTE))
def test_what_is_painted_can_be_read_back(shown: Graph, density: Density) -> None:
    numbers = run(shown)
    assert read(paint(draw(numbers, density), marks_of(numbers))) == expected(numbers, density)


@densities
@pytest.mark.parametrize("seed", sampled(range(25), range(4)))
def test_a_random_graph_can_be_read_back(seed: int, density: Density) -> None:
    numbers = run(random_graph(seed))
    assert read(paint(draw(numbers, density), marks_of(numbers))) == expected(numbers, density)


@densities
@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 3, 1), (4, 5, 3)])
def test_a_network_can_be_read_back_as_neurons(sizes: tuple[int, ...], density: Density) -> None:
    numbers = run(perceptron(*sizes))
    picture = draw_network(numbers, density)
    assert picture
    found = read(paint(picture, marks_of(numbers)))
    values, gradients, by_name = numbers.values, numbers.gradients, numbers.graph.by_name
    boxes = {text.replace("|", " "): entries for text, entries in found.items()}
    seen = 0
    for neuron in neurons(numbers.graph):
        z, a = neuron.z.name, neuron.out.name
        title = neuron.out.label + ("=σ(z)" if density.formulas else "")
        delta = ("δ " if density.pad else "δ") + number(gradients[z])
        bias = f"b {number(values[str(neuron.bias)])}"
        text = f"{title} {bias} z {number(values[z])} a {number(values[a])} {delta}"
        assert [entry.label for entry in boxes[text]] == [
            number(values[weight]) for weight in neuron.weights
        ]
        feeding = [entry.source.replace("|", " ").split()[0] for entry in boxes[text]]
        sources = [by_name[edge.source] for edge in neuron.edges]
        assert [one.split("=")[0] for one in feeding] == [node.label for node in sources]
        seen += len(feeding)
    loss = next(entries for text, entries in boxes.items() if text.startswith("C "))
    assert [entry.label for entry in loss] == [
        number(gradients[neuron.out.name]) for neuron in neurons(numbers.graph)[-sizes[-1] :]
    ]
    assert seen == sum(a * b for a, b in pairwise(sizes))


def test_a_router_that_gives_two_lines_one_track_is_caught(monkeypatch) -> None:
    def careless(nets: list[Net]) -> Tracks:
        found = tracks(nets)
        return found._replace(up=dict.fromkeys(found.up, 0), down=dict.fromkeys(found.down, 0))

    monkeypatch.setattr(layouts, "tracks", careless)
    numbers = run(random_graph(3))
    with pytest.raises(UnreadableError):
        read(paint(draw(numbers), marks_of(numbers)))


def test_lines_of_two_sources_on_one_row_are_caught(monkeypatch) -> None:
    monkeypatch.setattr(layout_rows, "_lawful", lambda shape, sources, taken, top: top)
    failed = 0
    for seed in range(12):
        numbers = run(random_graph(seed))
        try:
            found = read(paint(draw(numbers), marks_of(numbers)))
        except UnreadableError:
            failed += 1
        else:
            failed += found != expected(numbers, BOXES)
    assert failed


def test_the_linear_regression_graph_is_small() -> None:
    laid = draw(run(LINREG)).layout
    assert laid.height <= 11
    assert laid.width <= 72


def test_two_sources_share_a_cell_only_to_cross() -> None:
    for seed in range(12):
        laid = draw(run(random_graph(seed)), ROWS).layout
        across: dict[tuple[int, int], str] = {}
        down: dict[tuple[int, int], str] = {}
        for line in laid.lines:
            flat = line.y1 == line.y2
            mine = across if flat else down
            for x in range(line.x1, line.x2 + 1):
                for y in range(line.y1, line.y2 + 1):
                    assert mine.setdefault((x, y), line.source) == line.source


@pytest.mark.slow
def test_a_crossing_is_never_a_join() -> None:
    for seed in range(30):
        numbers = run(random_graph(seed))
        laid = draw(numbers).layout
        sources: dict[tuple[int, int], set[str]] = {}
        for line in laid.lines:
            for x in range(line.x1, line.x2 + 1):
                for y in range(line.y1, line.y2 + 1):
                    sources.setdefault((x, y), set()).add(line.source)
        for y, line in enumerate(paint(draw(numbers), marks_of(numbers))):
            x = 0
            for char in line:
                if char == "┼":
                    assert len(sources[x, y]) == 2
                x += width(char)


@densities
def test_labels_of_any_width_stay_aligned(density: Density) -> None:
    for seed in range(6):
        numbers = run(random_graph(seed))
        picture = draw(numbers, density)
        for y in range(picture.layout.height):
            for row in (paint_row(picture, marks_of(numbers), y), paint_row(picture, Marks(), y)):
                assert sum(width(run.text) for run in row) <= picture.layout.width
        lines = paint(picture, marks_of(numbers))
        for box in picture.layout.boxes.values():
            text = lines[box.exit]
            at, found = 0, ""
            for char in text:
                if at == box.x + box.width - 1:
                    found = char
                at += width(char)
            assert found in "│]⎤⎥⎦"


def test_the_roomiest_density_that_fits_is_chosen() -> None:
    numbers = run(LINREG)
    chosen = [
        fit(*room, lambda density: draw(numbers, density))
        for room in ((120, 40), (90, 24), (79, 20), (58, 12), (60, 8), (78, 5), (60, 5), (20, 3))
    ]
    assert chosen == [LARGE, ROOMY, BOXES, TIGHT, STACKS, ROWS, SHORT, LINES]


@pytest.mark.parametrize("room", [(80, 8), (72, 22)])
def test_a_network_of_two_units_a_layer_is_seen_whole_with_its_loss(room: tuple[int, int]) -> None:
    """C was out of sight on every page at 80x24, and at 120x36 too."""
    numbers = run(REFERENCE)
    picture = neurons_of(numbers, fit(*room, partial(neurons_of, numbers)))
    assert fits(picture, *room)
    lines = "\n".join(paint(picture, marks_of(numbers)))
    for said in ("b 0.1", "b −1", "b 0.5", "b −0.5", "0.405", "y₁ 1", "y₂ 0"):
        assert said in lines
    for node in numbers.graph.nodes:
        assert picture.place(node.name) is not None
    assert picture.place("q") == picture.place("y_1") == "C"


def test_a_loss_can_be_drawn_node_by_node() -> None:
    picture = draw_network(run(REFERENCE), whole_loss=True)
    assert picture is not None
    assert {"e_1", "q_2", "q", "y_1", "C"} <= picture.layout.boxes.keys()


def neurons_of(numbers: Pass, density: Density) -> Picture:
    found = draw_network(numbers, density)
    assert found is not None
    return found


def test_a_picture_too_high_is_chosen_before_one_too_wide() -> None:
    """Found by looking at the neuron of lesson 1: its end was out of sight to the right."""
    neuron = graph(
        "C",
        w=2.0,
        x=1.5,
        b=-2.0,
        y=0.5,
        z=("dot", "w", "x", "b"),
        a=("sigmoid", "z"),
        e=("sub", "a", "y"),
        q=("pow", "e", 2.0),
        C=("mul", 0.5, "q"),
    )
    numbers = run(neuron)
    tight, short = draw(numbers, TIGHT).layout, draw(numbers, SHORT).layout
    assert tight.width < short.width
    assert short.height < tight.height
    room = tight.width, tight.height * 2 // 3
    chosen = draw(numbers, fit(*room, lambda density: draw(numbers, density))).layout
    assert chosen.width <= tight.width


def test_all_units_of_a_layer_are_seen_before_all_layers_are() -> None:
    """Found by looking at the networks of lessons 10 to 18 at 80x24: half of the units were cut."""
    numbers = run(NOTE["2-2-2"])

    chosen = neurons_of(numbers, fit(80, 12, partial(neurons_of, numbers)))
    assert chosen.layout.height <= 12 < neurons_of(numbers, TIGHT).layout.height


def test_a_wide_layer_is_folded_and_can_be_opened() -> None:
    numbers = run(perceptron(4, 5, 3))
    picture = draw_network(numbers, limit=3)
    assert picture
    text = "\n".join(paint(picture, marks_of(numbers)))
    assert "… 3 more" in text
    assert picture.place("z2_5") in picture.folded
    assert picture.place("w2_5_1") in picture.folded
    opened = draw_network(numbers, limit=3, opened=frozenset(picture.folded.values()))
    assert opened
    assert "more" not in "\n".join(paint(opened, marks_of(numbers)))
    read(paint(picture, marks_of(numbers)))


def test_every_node_of_a_network_is_to_be_seen_in_both_views() -> None:
    numbers = run(perceptron(2, 3, 1))
    for picture in (draw(numbers), draw_network(numbers)):
        assert picture
        for node in numbers.graph.nodes:
            assert picture.place(node.name) is not None
        for edge in numbers.graph.edges:
            assert picture.place(edge) is not None


def test_a_graph_without_neurons_has_no_network_view() -> None:
    assert draw_network(run(LINREG)) is None


def test_boxes_without_a_frame_use_the_rows_of_their_entries() -> None:
    numbers = run(perceptron(2, 3, 1))
    network = draw_network(numbers, ROWS)
    assert network is not None
    assert {network.faces[f"a2_{j}"].rows for j in (1, 2, 3)} == {(3, 2)}  # b and z above
    assert network.faces["a3_1"].rows == (2, 1, 2)
    assert network.faces["x_1"].rows == (3,)
    lines = paint(network, marks_of(numbers))
    assert "⎡a₁²=σ(z) b −0.8 z −2.7⎤" in lines[0]
    assert "⎣a 0.06297 δ0.00517    ⎦" in lines[1]


def test_lines_from_a_column_of_leaves_into_one_row_box_are_straight() -> None:
    many = graph("s", a=1.0, b=2.0, c=3.0, d=4.0, s=("sum", "a", "b", "c", "d"))
    laid = draw(run(many), ROWS).layout
    assert all(line.y1 == line.y2 for line in laid.lines)


def test_arrows_say_where_the_picture_goes_on() -> None:
    picture = draw(run(LINREG))
    wide, high = picture.layout.width, picture.layout.height
    assert beyond(picture, 0, 0, wide, high) == ""
    assert beyond(picture, 0, 0, wide - 1, high) == "→"
    assert beyond(picture, 1, 0, wide - 1, high - 1) == "← ↓"
    assert beyond(picture, 1, 1, wide - 2, high - 2) == "← ↑ ↓ →"


def test_state_is_shown_by_shape_too() -> None:
    numbers = run(LINREG)
    edge = Edge("u", "yhat", 0)
    going_on = Marks(numbers.values, active=("u",), selected="J", done=frozenset({"e"}))
    for density in (BOXES, ROWS):
        plain = paint(draw(numbers, density), Marks(numbers.values))
        lines = "\n".join(paint(draw(numbers, density), going_on))
        assert "┏" in lines
        assert "║" in lines
        assert "●" in lines
        assert "∇?" in lines.replace(" ", "")
        flying = Marks(numbers.values, message=(edge, 0.5))
        assert "◀" in "\n".join(paint(draw(numbers, density), flying))
        assert "◀" not in "\n".join(plain)


def test_a_gradient_tells_its_sign_and_its_size_by_more_than_colour() -> None:
    """J = e², e = u − y, u = w·x: ∇ of J, e, u, y, w, x are 1, 40, 40, −40, 2, 400."""
    signs = graph("J", w=10.0, x=0.05, y=-19.5, u=("mul", "w", "x"), e=("sub", "u", "y"),
                  J=("pow", "e", 2.0))  # fmt: skip
    numbers = run(signs)
    marks = marks_of(numbers)
    styles = {name: gradient_style(marks, name, steepest(numbers)) for name in numbers.gradients}
    assert styles == {
        "J": "gradient.small", "e": "gradient", "u": "gradient", "y": "gradient.negative",
        "w": "gradient.small", "x": "gradient.large",
    }  # fmt: skip
    for density in (BOXES, ROWS):
        picture = draw(numbers, density)
        rows = [paint_row(picture, marks, y) for y in range(picture.layout.height)]
        told = {run_.target: run_ for row in rows for run_ in row if "∇" in run_.text}
        assert {name: run_.style for name, run_ in told.items()} == styles
        assert [name for name, run_ in told.items() if "−" in run_.text] == ["y"]


def test_only_rows_that_changed_are_painted_again() -> None:
    numbers = run(random_graph(5))
    picture = draw(numbers)
    old = marks_of(numbers)
    target = numbers.graph.nodes[7].name
    gradients = {k: v for k, v in numbers.gradients.items() if k != target}
    new = Marks(numbers.values, gradients, numbers.locals, active=(numbers.graph.edges[4],))
    rows = changed_rows(picture, old, new)
    assert 0 < len(rows) < picture.layout.height
    for y in set(range(picture.layout.height)) - rows:
        assert paint_row(picture, old, y) == paint_row(picture, new, y)


def test_a_window_of_a_row_is_the_same_as_in_the_whole_row() -> None:
    numbers = run(random_graph(8))
    picture = draw(numbers)
    for y in range(picture.layout.height):
        whole = "".join(run.text for run in paint_row(picture, marks_of(numbers), y)).rstrip()
        if not whole.isascii() and width(whole) != len(whole):
            continue
        part = paint_row(picture, marks_of(numbers), y, 20, 50)
        assert "".join(run.text for run in part).rstrip() == whole[20:50].rstrip()


def test_entries_stand_in_the_order_of_the_operands() -> None:
    found = read(paint(draw(run(TWICE), SHORT), marks_of(run(TWICE))))
    assert found["b 4 ∇1"] == (Entry("a 2 ∇5", "2"), Entry("a 2 ∇5", "2"))


def test_a_dot_product_is_written_with_the_letters_of_its_operands() -> None:
    """A mean of gradients stood there as Σω·a, as if it were a weighted input."""
    mean = graph("m", **{"g₁": 1.0, "g₂": 2.0, "m": ("dot", 0.5, 0.5, "g₁", "g₂")})
    leaves = {"w₁": 1.0, "w₂": 2.0, "x₁": 3.0, "x₂": 4.0}
    unit = graph("z", **leaves, z=("dot", "w₁", "w₂", "x₁", "x₂"))
    assert short_side(mean, "m") == "0.5·Σg"
    assert short_side(unit, "z") == "Σw·x"


@pytest.mark.parametrize(
    ("weights", "inputs", "written"),
    [
        ("ab", "cd", "a·c+b·d"),
        ("abcd", "efgh", "a·e+…+d·h"),
        (("w₁", "w₂"), ("a", "b"), "w₁·a+w₂·b"),
    ],
)
def test_one_of_operands_without_a_letter_in_common_is_spelled_out(
    weights: Sequence[str], inputs: Sequence[str], written: str
) -> None:
    """It was Σω·a, even where a was one of the weights."""
    leaves = dict.fromkeys((*weights, *inputs), 1.0)
    made = graph("z", **leaves, z=("dot", *weights, *inputs))
    assert short_side(made, "z") == written


@pytest.mark.parametrize(
    ("operands", "written"), [(("x", 2.0), "x²"), (("x", "n"), "x^n"), ((2.0, "n"), "2^n")]
)
def test_a_power_is_written_as_one(operands: tuple[str | float, ...], written: str) -> None:
    """With a leaf as exponent it was ^(x,n)."""
    made = graph("y", x=2.0, n=3.0, y=("pow", *operands))
    assert short_side(made, "y") == written
