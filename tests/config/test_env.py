"""What the environment means, and what is said when it means nothing."""

import json
import stat
from pathlib import Path

import pytest

from config.env import ROOT, BadEnvironment, read
from config.settings.base import database


def test_nothing_set_means_the_defaults() -> None:
    env = read({})
    assert (env.var_dir, env.port, env.debug, env.require_all) == (ROOT / "var", 8000, False, False)
    assert env.demo_password is None
    assert "127.0.0.1" in env.allowed_hosts


def test_an_empty_variable_counts_as_not_set() -> None:
    env = read({"PORT": "", "VAR_DIR": "", "DEMO_PASSWORD": "", "DATABASE_URL": ""})
    assert (env.port, env.var_dir, env.demo_password, env.given("DATABASE_URL")) == (8000, ROOT / "var", None, None)


@pytest.mark.parametrize("port", ["x", "-1", "65536", "8000.0", "٣"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(BadEnvironment, match="PORT is"):
        read({"PORT": port})


@pytest.mark.parametrize("pool", ["x", "-1", "1001", "1.5"])
def test_a_pool_that_is_no_count_is_refused_by_name(pool: str) -> None:
    assert (read({}).database_pool, read({"DATABASE_POOL": "16"}).database_pool) == (0, 16)
    with pytest.raises(BadEnvironment, match="DATABASE_POOL is"):
        read({"DATABASE_POOL": pool})


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://bucket/film", "write file:///folder or s3://bucket/prefix"),
        ("s3:///film", "write file:///folder or s3://bucket/prefix"),
        ("s3://film?endpoints=x", "STORAGE_URL names endpoints: known are endpoint, region, addressing"),
    ],
)
def test_a_storage_that_cannot_be_is_refused_by_name(url: str, why: str) -> None:
    with pytest.raises(BadEnvironment, match=why):
        _ = read({"STORAGE_URL": url}).storage_url


@pytest.mark.parametrize("price", ["-1", "1e3", "free", "0,023"])
def test_a_price_that_is_none_is_refused_by_name(price: str) -> None:
    assert str(read({"STORAGE_PRICE": "0.01"}).storage_price) == "0.01"
    with pytest.raises(BadEnvironment, match="STORAGE_PRICE is"):
        read({"STORAGE_PRICE": price})


def test_what_films_are_for_is_a_use_that_licences_speak_of() -> None:
    assert (read({}).model_use, read({"MODEL_USE": "commercial"}).model_use) == ("", "commercial")
    with pytest.raises(BadEnvironment, match="MODEL_USE is 'fun': what a studio makes is for commercial"):
        read({"MODEL_USE": "fun"})


def test_a_flag_that_is_neither_yes_nor_no_is_refused_by_name() -> None:
    with pytest.raises(BadEnvironment, match="DEBUG is 'perhaps'"):
        read({"DEBUG": "perhaps"})


def test_hosts_are_a_list_between_commas() -> None:
    assert read({"ALLOWED_HOSTS": "a.example, b.example,"}).allowed_hosts == ("a.example", "b.example")


def test_addresses_come_from_the_running_system(tmp_path: Path) -> None:
    services = {"database_url": "postgresql://app@/x", "broker_url": "redis://b", "pids": {"web": 1}}
    (tmp_path / "services.json").write_text(json.dumps(services))
    env = read({"VAR_DIR": str(tmp_path)})
    assert (env.database_url, env.broker_url) == ("postgresql://app@/x", "redis://b")


def test_an_address_that_is_set_wins_over_the_running_system(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text(json.dumps({"database_url": "postgresql://built-in/x"}))
    assert read({"VAR_DIR": str(tmp_path), "DATABASE_URL": "postgresql://own/x"}).database_url == "postgresql://own/x"


def test_one_database_address_alone_names_no_owner(tmp_path: Path) -> None:
    assert read({"VAR_DIR": str(tmp_path), "DATABASE_URL": "postgresql://own/x"}).database_admin_url is None


def test_where_nothing_runs_the_database_is_nowhere(tmp_path: Path) -> None:
    assert "nothing-runs" in read({"VAR_DIR": str(tmp_path)}).database_url


def test_the_secret_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first, second = (read({"VAR_DIR": str(tmp_path / "var")}).secret_key for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


OURS = "-c jit=off -c plan_cache_mode=force_generic_plan"


@pytest.mark.parametrize(
    ("asked", "behind_pooler", "sent"),
    [
        ("", False, OURS),
        ("?options=-c%20work_mem%3D64MB", False, f"{OURS} -c work_mem=64MB"),
        ("", True, None),
        ("?options=-c%20work_mem%3D64MB", True, "-c work_mem=64MB"),
    ],
)
def test_the_options_of_an_address_are_joined_with_ours(asked: str, behind_pooler: bool, sent: str | None) -> None:
    said = database(f"postgresql://own@db/x{asked}", behind_pooler=behind_pooler)
    assert said["OPTIONS"].get("options") == sent
    assert said["OPTIONS"]["prepare_threshold"] == (None if behind_pooler else 0)
    assert said["DISABLE_SERVER_SIDE_CURSORS"] is behind_pooler


def test_a_pooler_is_told_of_by_a_flag() -> None:
    assert not read({}).database_behind_pooler and read({"DATABASE_BEHIND_POOLER": "1"}).database_behind_pooler
    with pytest.raises(BadEnvironment, match="DATABASE_BEHIND_POOLER is 'pgbouncer'"):
        read({"DATABASE_BEHIND_POOLER": "pgbouncer"})


def test_a_comfyui_server_is_an_address_whose_password_is_not_repeated() -> None:
    assert read({"COMFYUI_URL": "http://127.0.0.1:8188/"}).comfyui_url == "http://127.0.0.1:8188"
    for said in ("127.0.0.1:8188", "http://", "ftp://a", "http://me:secret@[", "http://a:99999"):
        with pytest.raises(BadEnvironment, match="COMFYUI_URL is no address") as wrong:
            read({"COMFYUI_URL": said})
        assert "secret" not in str(wrong.value)


def test_keys_of_providers_come_from_variables_or_files_and_are_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-2\n")
    (tmp_path / "odd").write_text("two words")
    keys = read({"PROVIDER_KEY_FAL": "sk-1", "PROVIDER_KEY_LUMA_FILE": str(tmp_path / "key"), "PROVIDER_KEY_NONE": ""})
    assert keys.provider_keys == {"fal": "sk-1", "luma": "sk-2"}
    for name in ("gone", "odd"):
        with pytest.raises(BadEnvironment, match="PROVIDER_KEY_FAL_FILE") as wrong:
            read({"PROVIDER_KEY_FAL_FILE": str(tmp_path / name)})
        assert "two words" not in str(wrong.value)
