"""The YAML language server that VS Code and other editors use, driven over its standard streams."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 60


def program() -> str | None:
    """Where the server is: YAML_LANGUAGE_SERVER, or on PATH (npm install yaml-language-server)."""
    return os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")


class Server:
    """A running server; requests wait for their answer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._number = 0
        self._inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        self.problems: dict[str, list[dict[str, Any]]] = {}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def open(self, file: Path) -> str:
        """Open a file as an editor does, wait until it is checked; gives its address."""
        address = file.as_uri()
        document = {
            "uri": address,
            "languageId": "yaml",
            "version": 1,
            "text": file.read_text(encoding="utf-8"),
        }
        self.notify("textDocument/didOpen", {"textDocument": document})
        while address not in self.problems:
            self._handle(self._inbox.get(timeout=_PATIENCE))
        return address

    def complete(self, address: str, line: int, character: int) -> list[dict[str, Any]]:
        """What the editor offers at a place, counted from 0."""
        answer = self.request("textDocument/completion", self._at(address, line, character))
        items: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer or []
        return items

    def hover(self, address: str, line: int, character: int) -> str:
        """What the editor shows above a word."""
        answer = self.request("textDocument/hover", self._at(address, line, character))
        contents = (answer or {}).get("contents", "")
        return str(contents["value"] if isinstance(contents, dict) else contents)

    def stop(self) -> None:
        """End the process, and let go of its streams."""
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE)
        self._reader.join(timeout=_PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while True:
            message = self._inbox.get(timeout=_PATIENCE)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message.get("result")
            self._handle(message)

    def _handle(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and method:
            wanted = (
                message.get("params", {}).get("items", []) if method == "workspace/configuration" else None
            )
            result = (
                [SETTINGS.get(item.get("section"), {}) for item in wanted] if wanted is not None else None
            )
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
                while stream.readline().strip():
                    pass
                self._inbox.put(json.loads(stream.read(length)))

    @staticmethod
    def _at(address: str, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": address}, "position": {"line": line, "character": character}}


# No store of schemas: nothing may be fetched.
SETTINGS: dict[str | None, dict[str, Any]] = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
}


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server with `folder` open."""
    command = program()
    assert command is not None
    process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server = Server(process)
    try:
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }
        root = folder.as_uri()
        server.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "agency"}],
                "capabilities": capabilities,
            },
        )
        server.notify("initialized", {})
        server.notify("workspace/didChangeConfiguration", {"settings": SETTINGS})
        yield server
    finally:
        server.stop()
