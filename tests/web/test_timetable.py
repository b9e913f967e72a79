"""The page as a server gives it out: its document, its files, and nothing else."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import SHIPPED, Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGE = Path(__file__).parents[2] / "bot" / "web" / "page"
TELEGRAM = "https://telegram.org/js/telegram-web-app.js"
FIRST_LOAD = 100_000
"""Bytes, compressed, of all that a first visit loads, the programme that ships included."""
MOST_REQUESTS = 32


async def text(response: aiohttp.ClientResponse) -> str:
    body = await response.read()
    return (gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body).decode()


async def document(web: aiohttp.ClientSession, language: str = "en") -> str:
    async with web.get("/", headers={"Accept-Language": language}) as response:
        assert response.status == 200
        return await text(response)


@pytest.mark.parametrize(
    ("accepted", "locale", "title"),
    [
        ("id-ID,id;q=0.9,en;q=0.8", "id-ID", "Konferensi Uji"),
        ("en-GB,en;q=0.9", "en-GB", "Test Conference"),
        ("zh-TW,zh;q=0.9", "zh-Hans-CN", "测试大会"),
        ("fr-FR, en;q=0.5", "en-GB", "Test Conference"),
        ("fr", "id-ID", "Konferensi Uji"),
        ("", "id-ID", "Konferensi Uji"),
        ("," * 5000, "id-ID", "Konferensi Uji"),
    ],
)
async def test_page_comes_in_the_browsers_language(
    web: aiohttp.ClientSession, accepted: str, locale: str, title: str
) -> None:
    found = await document(web, accepted)
    assert f'<html lang="{locale}"' in found
    assert f"<title>{title}</title>" in found


async def test_page_without_scripts_lists_the_programme(web: aiohttp.ClientSession) -> None:
    plain = re.findall(r"<noscript>(.*?)</noscript>", await document(web), re.DOTALL)
    assert len(plain) == 1
    assert plain[0].startswith("<h1>Test Conference</h1><h2>Thursday 23 July</h2><ul><li>")
    assert "(called off)" in plain[0]


async def test_words_of_the_schedule_are_never_markup(tmp_path: Path) -> None:
    hostile = PROGRAMME.read_text(encoding="utf-8").replace("Test Conference", '"><script>{plain}')
    file = tmp_path / "hostile.yaml"
    file.write_text(hostile.replace('en: "><script>{plain}', "en: '\"><script>{plain}'"), encoding="utf-8")
    async with (
        stage(tmp_path, schedule=file, clock=still_clock(BEGINNING)) as running,
        aiohttp.ClientSession(running.app.web.url) as session,
        session.get("/", headers={"Accept-Language": "en"}) as response,
    ):
        found = await response.text()
    assert "<title>&#34;&gt;&lt;script&gt;{plain}</title>" in found
    assert found.count("<script") == 1


async def test_page_runs_its_own_scripts_and_telegrams_only(web: aiohttp.ClientSession) -> None:
    async with web.get("/") as response:
        assert response.headers["Content-Security-Policy"] == (
            f"default-src 'none'; script-src 'self' {TELEGRAM}; style-src 'self'; img-src 'self'; "
            "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors https://web.telegram.org https://*.telegram.org"
        )
        found = await text(response)
    assert f'data-script="{TELEGRAM}"' in found
    assert re.findall(r"(?:src|href)=\"(?:https?:|//)", found) == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", found) == []


async def test_page_of_the_sandbox_needs_no_network(tmp_path: Path) -> None:
    async with (
        stage(tmp_path, schedule=PROGRAMME, mini_app=True) as running,
        aiohttp.ClientSession(running.app.web.url) as session,
        session.get("/") as response,
    ):
        policy, found = response.headers["Content-Security-Policy"], await response.text()
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert policy.endswith(f"frame-ancestors {running.sandbox.url}")
    assert "telegram.org" not in found


async def test_files_may_be_kept_for_ever_under_their_address(web: aiohttp.ClientSession) -> None:
    addresses = re.findall(r'href="(page/[^"]+)"', await document(web))
    for address in addresses:
        async with web.get(f"/{address}") as response:
            assert (response.status, response.headers["Cache-Control"]) == (
                200,
                "public, max-age=31536000, immutable",
            )


async def test_file_of_another_edition_is_the_current_one_to_be_asked_for_again(
    web: aiohttp.ClientSession,
) -> None:
    async with web.get("/page/000000000000/main.js") as response:
        assert (response.status, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "/page/",
        "/page/x/",
        "/page/x/..",
        "/page/x/../words.py",
        "/page/x/..%2fwords.py",
        "/page/x/%2e%2e/words.py",
        "/page/x/..%5cwords.py",
        "/page/x/main.js%00",
        "/page/x/%2fetc%2fpasswd",
        "/page/x//etc/passwd",
        "/page/x/index.html",
        "/page/x/worker.js",
        "/page/x/main.js/",
        "/page/x/MAIN.JS",
        "/bot/web/words.py",
        "/../schedule.yaml",
        "/schedule.yaml",
        "/.env",
    ],
)
async def test_nothing_but_the_files_of_the_page_is_served(web: aiohttp.ClientSession, path: str) -> None:
    async with web.get(URL(path, encoded=True)) as response:
        answer = json.loads(await response.read())
    assert (response.status, answer["code"]) == (404, "not_found")


async def test_worker_keeps_every_file_of_the_page(web: aiohttp.ClientSession) -> None:
    async with web.get("/worker.js") as response:
        worker = await text(response)
        assert (response.content_type, response.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    listed = re.search(r'const FILES = "(.*?)"', worker)
    assert listed is not None
    addresses = listed[1].split()
    kept = {Path(address).name for address in addresses}
    here = {file.name for file in PAGE.iterdir() if file.suffix != ".css"} - {"index.html", "worker.js"}
    assert kept == here | {"page.css"} | {f"words.{language}.json" for language in ("id", "en", "zh")}
    for address in addresses:
        async with web.get(f"/{address}") as response:
            assert response.status == 200


async def test_first_load_is_small(tmp_path: Path) -> None:
    """What a browser asks for at its first visit, in the largest of the three languages."""
    async with (
        stage(tmp_path, schedule=SHIPPED) as running,
        aiohttp.ClientSession(running.app.web.url, auto_decompress=False) as session,
    ):
        for language in ("id", "en", "zh"):
            found = await document(session, language)
            addresses = re.findall(r'(?:href|src)="(page/[^"]+)"', found)
            folder = addresses[0].rpartition("/")[0]
            asked = {
                "",
                *addresses,
                f"{folder}/words.{language}.json",
                f"api/programme/{language}",
                "api/now",
            }
            loaded = {address: await size(session, f"/{address}") for address in asked}
            assert sum(loaded.values()) < FIRST_LOAD
            assert len(loaded) <= MOST_REQUESTS


async def size(session: aiohttp.ClientSession, path: str) -> int:
    """Bytes on the wire: the body as it is sent, and about as much for the heads as they are."""
    async with session.get(path) as response:
        heads = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
        return len(await response.read()) + heads


async def test_page_is_asked_for_again_by_its_tag(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with web.get("/", headers={"Accept-Language": "en"}) as response:
        tag = response.headers["ETag"]
        assert response.headers["Vary"] == "Accept-Encoding, Accept-Language"
    for language, status in (("en", 304), ("zh", 200)):
        async with web.get("/", headers={"Accept-Language": language, "If-None-Match": tag}) as response:
            assert response.status == status
