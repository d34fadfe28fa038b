from __future__ import annotations

from dataclasses import replace

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset

from tests.core.graphs import LINREG, graph
from tests.core.networks import perceptron
from tutor.core.activities import Known
from tutor.core.drawing.density import draw
from tutor.core.drawing.network import LAYER, draw_network
from tutor.core.drawing.picture import neighbour
from tutor.core.graph import Edge, Graph, Pass, run
from tutor.core.session.scene import Scene, marks_at
from tutor.core.syntax import parse_graph
from tutor.ui.themes import THEMES
from tutor.ui.widgets.graph.view import GraphView

OPPOSED = graph("J", a=2.0, b=1.0, d=("sub", "a", "b"), J=("mul", 30.0, "d"))
"""The gradients are 30, −30 and 1."""


class Board(App[None]):
    """One graph on an empty screen, which does what the lesson does with a selection."""

    def __init__(self, scene: Scene, most: int = LAYER) -> None:
        super().__init__()
        self.scene = scene
        self.most = most

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(THEMES["dark"].variables)

    def compose(self) -> ComposeResult:
        yield GraphView(most=self.most)

    def on_mount(self) -> None:
        self.query_one(GraphView).show(self.scene)
        self.query_one(GraphView).focus()

    def on_graph_view_selected(self, message: GraphView.Selected) -> None:
        self.scene = replace(self.scene, marks=replace(self.scene.marks, selected=message.target))
        self.query_one(GraphView).show(self.scene)


def scene(graph: Graph, active: tuple[str | Edge, ...] = (), known_: Known | None = None) -> Scene:
    numbers: Pass = run(graph)
    return Scene("g", numbers, marks_at(graph, known_ or Known.at_end(numbers), active))


def shown(view: GraphView) -> str:
    return "\n".join(view.render_line(y).text for y in range(view.size.height))


def titled(view: GraphView) -> str:
    return Content.from_markup(view.border_title or "").plain


async def test_arrow_keys_walk_along_the_edges() -> None:
    app = Board(scene(LINREG, ("u",)))
    async with app.run_test(size=(80, 24)) as pilot:
        steps = []
        for key in ("enter", "right", "right", "left", "down", "right", "down", "left"):
            await pilot.press(key)
            await pilot.pause()
            steps.append(app.scene.marks.selected)
    into = [Edge("u", "yhat", 0), Edge("b", "yhat", 1)]
    assert steps == ["u", into[0], "yhat", into[0], into[1], "yhat", "y", "y"]


async def test_a_click_selects_a_node_or_an_edge() -> None:
    app = Board(scene(LINREG))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(GraphView)
        picture = view.picture
        assert picture
        assert view.origin.y > 0
        box = picture.layout.boxes["yhat"]
        await pilot.click(GraphView, offset=view.origin + Offset(box.x + 2, box.y + 2))
        await pilot.pause()
        assert app.scene.marks.selected == "yhat"
        x, y = picture.layout.heads[Edge("b", "yhat", 1)]
        await pilot.click(GraphView, offset=view.origin + Offset(x, y))
        await pilot.pause()
        assert app.scene.marks.selected == Edge("b", "yhat", 1)
        await pilot.click(GraphView, offset=view.origin - Offset(0, 1))
        await pilot.pause()
        assert app.scene.marks.selected is None


async def test_the_pointer_shows_all_digits() -> None:
    app = Board(scene(perceptron(2, 2, 1)))
    async with app.run_test(size=(160, 50)) as pilot:
        view = app.query_one(GraphView)
        picture = view.picture
        assert picture
        x, y = picture.layout.heads[Edge("a2_1", "z3_1", 2)]
        await pilot.hover(GraphView, offset=view.origin + Offset(x, y))
        await pilot.pause()
        assert repr(app.scene.numbers.locals[Edge("a2_1", "z3_1", 2)]) in str(view.tooltip)


async def test_the_density_follows_the_room() -> None:
    app = Board(scene(LINREG))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(GraphView)
        assert "│  u=w·x  │" in shown(view)
        await pilot.resize_terminal(78, 5)
        await pilot.pause()
        assert "⎡u=w·x " in shown(view)
        assert "⎣5 ∇8  ⎦" in shown(view)


async def test_the_title_says_where_there_is_more_to_see() -> None:
    app = Board(scene(perceptron(4, 5, 3)))
    async with app.run_test(size=(60, 34)) as pilot:
        view = app.query_one(GraphView)
        view.styles.border_top = ("solid", "white")
        view.set_title("net")
        await pilot.pause()
        assert titled(view) == "net · more →"
        app.on_graph_view_selected(GraphView.Selected("C"))
        await pilot.pause()
        assert titled(view) == "net · more ←"
        await pilot.resize_terminal(200, 40)
        await pilot.pause()
        assert titled(view) == "net"
        await pilot.resize_terminal(80, 10)  # the bar below covers the last row
        await pilot.pause()
        assert titled(view) == "net · more ← ↑ ↓"


async def test_a_network_that_does_not_fit_is_shown_as_neurons_and_n_changes_it() -> None:
    app = Board(scene(perceptron(2, 3, 1)))
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.query_one(GraphView)
        assert view.is_network
        assert "z −2.7" in shown(view)
        await pilot.press("n")
        await pilot.pause()
        assert not view.is_network
        await pilot.press("n")
        await pilot.pause()
        assert view.is_network


async def test_what_is_going_on_is_scrolled_into_sight() -> None:
    numbers = run(perceptron(4, 5, 3))
    app = Board(scene(numbers.graph))
    async with app.run_test(size=(60, 16)) as pilot:
        view = app.query_one(GraphView)
        for target in ("C", "x_4", "w3_3_5", "e_2", Edge("z2_5", "a2_5", 0)):
            app.scene = replace(app.scene, marks=replace(app.scene.marks, active=(target,)))
            view.show(app.scene)
            await pilot.pause()
            picture = view.picture
            assert picture
            place = picture.place(target)
            laid = picture.layout
            x, y = laid.heads[place] if isinstance(place, Edge) else laid.boxes[str(place)][1:3]
            left, top = view.scroll_offset
            assert left <= x < left + view.size.width, target
            assert top <= y < top + view.size.height, target


async def test_a_step_shows_its_numbers_at_once() -> None:
    numbers = run(LINREG)
    start = scene(LINREG, (), Known.at_start(numbers))
    app = Board(replace(start, numbers=numbers))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(GraphView)
        assert "?" in shown(view)
        app.scene = replace(app.scene, marks=marks_at(numbers.graph, Known.at_end(numbers)))
        view.show(app.scene)
        await pilot.pause()
        assert "?" not in shown(view)
        assert "∇ 40" in shown(view)
        sent = (Edge("u", "yhat", 0), 1.0)
        view.show(replace(app.scene, marks=replace(app.scene.marks, message=sent)), 0.5)
        assert "◀" in shown(view)
        view.show(app.scene)
        assert "◀" not in shown(view)


async def test_a_folded_layer_opens_with_enter() -> None:
    app = Board(scene(perceptron(4, 5, 3)), most=3)
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.query_one(GraphView)
        await pilot.press("n")
        await pilot.press("n")
        await pilot.pause()
        assert view.picture
        assert len(view.picture.folded) == 2
        app.scene = replace(app.scene, marks=replace(app.scene.marks, selected="z2_4"))
        view.show(app.scene)
        await pilot.press("enter")
        await pilot.pause()
        assert len(view.picture.folded) == 1
        assert view.picture.place("z2_4") == "a2_4"


def test_walking_never_leaves_the_picture() -> None:
    numbers = run(perceptron(2, 3, 1))
    for picture in (draw(numbers), draw_network(numbers)):
        assert picture
        reached: set[str | Edge] = {"C"}
        todo: list[str | Edge] = ["C"]
        while todo:
            here = todo.pop()
            for direction in ("up", "down", "left", "right"):
                to = neighbour(picture, here, direction)
                assert picture.place(to) is not None
                if to not in reached:
                    reached.add(to)
                    todo.append(to)
        assert {picture.place(one) for one in reached} >= set(picture.faces)


async def test_other_numbers_are_another_picture() -> None:
    """Pictures are kept while the numbers stay: those of the graph before must go with it."""
    app = Board(scene(LINREG))
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.query_one(GraphView)
        await pilot.pause()
        assert " J=e² " in shown(view)
        view.show(scene(perceptron(1, 1, 1)))
        await pilot.pause()
        assert "J=e²" not in shown(view)
        assert "a₁²" in shown(view)


async def test_o_opens_the_box_of_a_softmax_and_closes_it_and_enter_opens_it() -> None:
    graph, _ = parse_graph("param z = [1, 2]\np = softmax(z)\nloss L = p1 / p2")
    assert graph is not None
    app = Board(scene(graph.graph))
    async with app.run_test(size=(110, 40)) as pilot:
        view = app.query_one(GraphView)
        assert "p=softmax(z)" in shown(view)
        await pilot.press("o")
        assert "e₁=exp(z₁)" in shown(view)
        await pilot.press("o")
        assert "e₁=exp(z₁)" not in shown(view)
        view.post_message(GraphView.Selected("p2"))
        await pilot.pause()
        await pilot.press("enter")
        assert "e₁=exp(z₁)" in shown(view)


@pytest.mark.parametrize("name", THEMES)
async def test_the_sign_of_a_gradient_has_a_colour_and_its_size_a_weight(name: str) -> None:
    app = Board(scene(OPPOSED))
    async with app.run_test(size=(80, 24)) as pilot:
        app.register_theme(THEMES[name])
        app.theme = name
        await pilot.pause()
        view = app.query_one(GraphView)
        parts = [part for y in range(view.size.height) for part in view.render_line(y)]
        found = {part.text.strip(): part.style for part in parts if "∇" in part.text}
    looks = [found[text] or Style() for text in ("∇ 30", "∇ −30", "∇ 1")]
    assert len({style.color for style in looks}) == 3
    assert [bool(style.bold) for style in looks] == [True, True, False]


async def test_without_colour_the_minus_and_the_weight_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Board(scene(OPPOSED))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        styles = {part.text.strip(): part.style for strip in strips for part in strip}
    assert [bool((styles[text] or Style()).bold) for text in ("∇ 30", "∇ −30", "∇ 1")] == [
        True, True, False,
    ]  # fmt: skip
