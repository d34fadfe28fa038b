"""What is drawn of a run says what its numbers are, on axes that stay."""

from __future__ import annotations

import re
from dataclasses import replace
from math import exp

import pytest

from tutor.core.drawing import (
    Axis,
    LayerTable,
    Series,
    UnitRow,
    chart,
    plane_around,
    shows_deltas,
    weight_rows,
)
from tutor.core.drawing.weights import bar
from tutor.core.text import format_number, width
from tutor.core.training import (
    Run,
    Trials,
    batch_table,
    decision_map,
    line_picture,
    loss_curve,
    made,
    map_edges,
    map_rows,
    nearest,
    network_at,
    outputs,
    read_csv,
    status,
    units_at,
    usual,
    weight_tables,
    with_loss,
)

SIZES = [(38, 10), (58, 18), (20, 5)]


def text(rows) -> list[str]:
    return ["".join(part.text for part in row) for row in rows]


def test_a_logarithmic_axis_gives_equal_factors_equal_ways() -> None:
    axis = Axis(0.001, 10, log=True)
    assert [axis.place(x) for x in (0.001, 0.1, 10)] == pytest.approx([0, 0.5, 1])
    assert axis.place(0.0001) is None
    assert axis.place(0) is None
    assert axis.ticks(9) == pytest.approx((10, 1, 0.1, 0.01, 0.001))
    assert axis.ticks(3) == pytest.approx((10, 0.1, 0.001))


def test_a_point_stands_where_the_labels_say() -> None:
    rows = text(chart([Series("*", "curve", [(5, 1), (10, 0), (11, 9)])], Axis(0, 10), Axis(0, 1),
                      11, 3))  # fmt: skip
    assert rows == ["1 │     *", "  │", "0 │          *", "  └───────────", "   0        10"]


def test_the_axes_of_the_cost_do_not_follow_the_curve() -> None:
    trials = Trials(usual(made("xor")))
    first = text(loss_curve(trials, 50, 12))
    trials.run.advance(90)
    later = text(loss_curve(trials, 50, 12))
    labels = [[line.partition("│")[0] for line in rows] for rows in (first, later)]
    assert labels[0][:10] == labels[1][:10]
    assert labels[0][0].strip() == "1"
    assert labels[0][9].strip() == "0.01"
    assert first[-1] == later[-1]
    assert first[-1].split() == ["0", "100"]
    trials.run.advance(900)
    assert text(loss_curve(trials, 50, 12))[-1].endswith("1000")


def test_a_run_is_compared_as_far_as_it_went() -> None:
    trials = Trials(usual(made("xor")))
    last = trials.run.advance(400)
    trials.run.at(trials.run.update - 200)
    trials.change(rate=0.5)
    assert [(one.furthest, one.cost) for one in trials.earlier] == [(400, last.cost)]
    assert trials.run.update == 200


def test_a_flat_curve_is_drawn_flat() -> None:
    """A bar that is stretched from the least to the greatest cost shows a plateau as a fall."""
    trials = Trials(usual(made("xor")).changed(0, rate=0.05))
    trials.run.advance(300)
    rows = text(loss_curve(trials, 50, 12))
    assert sum("•" in row for row in rows) == 1
    even = text(loss_curve(trials, 50, 12, log=False))
    assert sum("•" in row for row in even) == 1
    assert even[0].startswith("0.2 │")


@pytest.mark.parametrize("log", [True, False])
def test_a_cost_that_runs_away_stays_at_the_upper_edge_with_a_mark(log: bool) -> None:
    trials = Trials(usual(made("line")).changed(0, rate=5.0))
    trials.run.advance(30)
    top, *rest = text(loss_curve(trials, 50, 12, log=log))
    assert "▲▲▲" in top
    assert top.rstrip().endswith("◉")
    assert not any("▲" in row for row in rest)
    trials.run.advance(10_000)
    assert trials.run.is_over
    assert text(loss_curve(trials, 50, 12, log=log))[0].rstrip().endswith("◉")
    trials.start(trials.run.setup.changed(0, rate=0.01))
    assert "▲" in text(loss_curve(trials, 50, 12, log=log))[0]  # the earlier run


def test_runs_of_before_stay_in_the_picture_under_their_letters() -> None:
    trials = Trials(usual(made("xor")))
    for seed in range(2, 10):
        trials.run.advance(40)
        trials.start(replace(trials.run.setup, seed=seed))
    assert [one.letter for one in trials.earlier] == list("cdefab")
    assert [one.setup.seed for one in trials.earlier] == [3, 4, 5, 6, 7, 8]
    shown = "".join(text(loss_curve(trials, 50, 12)))
    assert "b" in shown
    trials.start(with_loss(trials.run.setup, "cross-entropy"))
    assert trials.earlier == ()  # another cost is not to be compared
    trials.run.advance(40)
    trials.start(usual(made("moons")))
    assert trials.earlier == ()


def test_the_axes_of_scaled_data_are_in_the_units_of_the_file() -> None:
    """The table gives areas and prices; −1.9 and 2.6 are neither."""
    rows = "area,price\n" + "".join(f"{50 + 10 * k},{200_000 + 30_000 * k}\n" for k in range(10))
    run = Run(usual(read_csv(rows, "flats.csv")))
    *body, _, across = text(line_picture(run, 50, 12, 0))
    low, high = map(float, across.split())
    assert 30 < low < 50  # a margin is left around the points
    assert 140 < high < 160
    top, bottom = float(body[0].split()[0]), float(body[-1].split()[0])
    assert 0 < bottom < 200_000
    assert 470_000 < top < 700_000
    assert "◉" in "".join(body)


def test_the_edges_of_a_map_are_in_the_units_of_the_file() -> None:
    rows = "income,age,bought\n" + "".join(
        f"{20_000 + 8_000 * k},{20 + 6 * k},{'yes' if k > 5 else 'no'}\n" for k in range(11)
    )
    data = read_csv(rows, "buyers.csv")
    assert map_edges(data, 60) == "→ income 8000 … 110000  ↑ age 11 … 89"
    assert map_edges(data, 20) == "→ income  ↑ age"


def test_runs_of_another_cost_are_back_in_the_picture_with_their_cost() -> None:
    """The key of the cost took the runs before it away for good."""
    trials = Trials(usual(made("xor")))
    trials.run.advance(40)
    trials.start(with_loss(trials.run.setup, "cross-entropy"))
    assert [row[0].split()[0] for row in trials.table() if row[1]] == ["run", "a", "•"]
    trials.run.advance(40)
    trials.start(usual(made("moons")))
    trials.start(usual(made("xor")))
    assert [one.letter for one in trials.earlier] == ["a"]
    assert "a" in "".join(text(loss_curve(trials, 50, 12)))
    assert [row[0].split()[0] for row in trials.table() if row[1]] == ["run", "a", "b", "•"]


def test_the_map_of_three_classes_is_the_likeliest_and_how_likely() -> None:
    run = Run(usual(made("blobs")))
    run.advance(3)
    found = decision_map(run, 30, 12, 7, 2)
    network = network_at(run.setup.shape, run.parameters)
    for shade, point in zip(found.shades, found.plane.middles(), strict=True):
        z = [sum(w * x for w, x in zip(row, point, strict=True)) + b
             for row, b in zip(network.weights[0], network.biases[0], strict=True)]  # fmt: skip
        p = [exp(one) / sum(map(exp, z)) for one in z]
        assert z[int(shade)] == max(z)
        assert shade % 1 == pytest.approx(min(0.999, (3 * max(p) - 1) / 2), abs=1e-9)
    wrong = [point for point in found.points.values() if point.sign.isupper()]
    assert 0 < len(wrong) < 30
    for point in found.points.values():
        row = run.setup.data.rows[point.example]
        assert point.sign.lower() == "oxv"[int(row[-1])]
        said = outputs(network, [row[:-1]])[0]
        assert point.sign.isupper() == (int(said) != row[-1])


def test_a_softmax_that_runs_away_has_no_number_and_no_crash() -> None:
    run = Run(usual(made("blobs")))
    run._values[0].data = float("inf")
    assert "\n".join(map_rows(run.setup, run.parameters, 20, 5))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["xor", "spiral", "line", "blobs"])
def test_pictures_fill_the_room_that_there_is_and_no_more(name, size) -> None:
    trials = Trials(usual(made(name)))
    run = trials.run
    run.advance(30)
    columns, rows = size
    pictures = [loss_curve(trials, columns, rows),
                weight_rows(weight_tables(run, units_at(run, 0)), columns, rows)]  # fmt: skip
    if name == "line":
        pictures.append(line_picture(run, columns, rows, 3))
    for picture in pictures:
        assert len(picture) <= rows
        assert max(map(width, text(picture))) <= columns


def test_the_map_is_what_the_network_says_and_capitals_are_wrong() -> None:
    run = Run(usual(made("moons")))
    run.advance(500)
    found = decision_map(run, 30, 12, 7, 2)
    network = network_at(run.setup.shape, run.parameters)
    assert found.shades == outputs(network, found.plane.middles())
    said = outputs(network, [row[:-1] for row in run.setup.data.rows])
    wrong = {k for k, (row, a) in enumerate(zip(run.setup.data.rows, said, strict=True))
             if (a > 0.5) != (row[-1] > 0.5)}  # fmt: skip
    assert wrong
    for point in found.points.values():
        assert point.sign.isupper() == (point.example in wrong)
        assert point.sign.lower() == "ox"[int(run.setup.data.rows[point.example][-1])]
    assert 7 in {point.example for point in found.points.values()}


def test_a_point_is_in_the_cell_whose_middle_is_nearest() -> None:
    plane = plane_around([(0, 0), (1, 2)], 10, 6)
    middles = plane.middles()
    for place, (x, y) in enumerate(middles):
        assert plane.cell(x, y) == (place % 10, place // 10)
    assert plane.cell(99, -99) == (9, 5)


def test_arrows_go_to_the_next_point_in_their_direction() -> None:
    xor = made("xor")  # (0, 0), (0, 1), (1, 0), (1, 1)
    assert nearest(xor, 0, 1, 0) == 2
    assert nearest(xor, 0, 0, 1) == 1
    assert nearest(xor, 3, -1, 0) == 1
    assert nearest(xor, 3, 0, 1) == 3


def test_a_bar_says_sign_and_size_of_a_weight() -> None:
    assert [bar(w) for w in (0.1, -0.3, 0.7, 4, -100)] == ["+▁", "−▂", "+▃", "+▆", "−█"]


def test_units_that_find_no_room_are_counted() -> None:
    units = [UnitRow(f"u{k}", (1.0, -2.0), 0.5, "sat" if k == 1 else "") for k in range(8)]
    rows = text(weight_rows([LayerTable(("x", "b"), units)], 40, 5))
    assert len(rows) == 5
    assert rows[-1].startswith("… 5 more")
    assert "sat" in rows[2]


@pytest.mark.parametrize("columns", [76, 84, 90, 116])
def test_every_delta_stands_apart_from_its_bars_or_none_does(columns: int) -> None:
    run = Run(usual(made("spiral")))
    tables = weight_tables(run, units_at(run, 0))
    rows = text(weight_rows(tables, columns, 9))
    numbers = [re.findall(r"[+−][▁-█] +(−?[\d.]+(?:e−\d+)?)", row) for row in rows[1:]]
    wanted = [3, *[2] * 7] if shows_deltas(tables, columns) else [0] * 8
    assert list(map(len, numbers)) == wanted
    assert shows_deltas(tables, columns) == (columns > 80)


@pytest.mark.parametrize("name", ["xor", "moons", "line"])
def test_the_mean_is_the_sum_of_the_messages_over_their_number(name: str) -> None:
    run = Run(usual(made(name)))
    run.advance(20)
    rows = {line.split("   ")[0].rstrip(): line for line in batch_table(run)}
    size = len(run.batch)
    column = run.setup.shape.parameters.index("b2_1")
    each = [run.gradients([place])[column] for place in run.batch]
    assert sum(each) / size == pytest.approx(run.gradients(run.batch)[column])
    assert rows["sum"].split()[1 + column] == format_number(sum(each))
    mean = rows[f"mean: sum / {size}"].split()[4 + column]
    assert mean == format_number(sum(each) / size)
    assert ("28 more" in rows) == (name == "line")
    assert status(run).endswith(f"batch: {'all 4' if name == 'xor' else 'all 40'}") or size == 10
