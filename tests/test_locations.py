from __future__ import annotations

from pathlib import Path

import pytest

from tutor.locations import data_folder, progress_file


def test_the_variable_chooses_the_folder(tmp_path):
    assert progress_file({"BPTUTOR_HOME": str(tmp_path)}) == tmp_path / "progress.db"


def test_the_chosen_folder_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data_folder({"BPTUTOR_HOME": "mine"}) == tmp_path / "mine"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder({"BPTUTOR_HOME": "~/mine"}) == tmp_path / "mine"


def test_without_it_the_system_chooses(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for environment in ({}, {"BPTUTOR_HOME": ""}):
        folder = data_folder(environment)
        assert folder is not None
        assert folder.is_absolute()
        assert "bptutor" in folder.parts


def test_a_relative_choice_of_the_system_means_no_home(monkeypatch):
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share"))
    assert data_folder({}) is None


@pytest.mark.parametrize("error", [RuntimeError, OSError, KeyError])
def test_no_home_is_no_error(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("platformdirs.user_data_path", fail)
    assert data_folder({}) is None
