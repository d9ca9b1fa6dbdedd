"""A library in PostgreSQL, for several users: opening it, one writer in turn, readers beside it.

One library is one schema of a database (``?schema=`` in its address, else ``musnad``). Writers queue for a lock of that
schema's own and hold it while they write, not while they read articles; readers see the library as it stood when they began
and are never held up. What a transaction has written when it ends is on the server's disk.
"""

from __future__ import annotations

import getpass
import os
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection as Driver

from musnad.store import copying, schema
from musnad.store.connection import Connection
from musnad.store.database import Database, Mode, Tell, silent
from musnad.store.errors import LibraryError
from musnad.store.postgres_connection import PgConnection, away, explained
from musnad.store.postgres_index import TABLES
from musnad.store.postgres_sql import tables
from musnad.store.sqlite import SqliteDatabase

#: Seconds of waiting after which that is said, and said again; seconds in which a server has to answer at first.
_SAY_AFTER, _CONNECT = 2.0, 10.0
#: Milliseconds after which a server that does not take what is sent is no longer there.
_GONE = 60_000
#: Where a server on this machine listens, by Debian's habit and by PostgreSQL's own.
_SOCKETS = ("/var/run/postgresql", "/tmp")
_KNOWN = frozenset({"schema", "host", "sslmode"})
_SSL = ("disable", "prefer", "require", "verify-full")


class Where(NamedTuple):
    """The parts of a library's address. `host` beginning with a slash is a folder with the server's socket."""

    host: str
    port: int
    user: str
    password: str | None
    database: str
    schema: str
    ssl: str

    @property
    def path(self) -> str:
        """The address without the password."""
        host = "" if self.host.startswith("/") else f"[{self.host}]" if ":" in self.host else self.host
        more = [f"host={self.host}"] if self.host.startswith("/") else []
        more += [f"schema={self.schema}"] if self.schema != "musnad" else []
        tail = f"?{'&'.join(more)}" if more else ""
        return f"postgresql://{quote(self.user)}@{host}:{self.port}/{quote(self.database)}{tail}"


def parse_address(address: str) -> Where:
    """The parts of ``postgresql://user:password@host:port/database?schema=name``; all but the first word may be left out.
    Raises LibraryError."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or int(os.environ.get("PGPORT") or 5432)
        more = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise _wrong(f"it cannot be read ({error})") from None
    if unknown := more.keys() - _KNOWN:
        raise _wrong(f"there is no {', '.join(sorted(unknown))} in it; there may be {', '.join(sorted(_KNOWN))}")
    user = unquote(parts.username or "") or os.environ.get("PGUSER") or getpass.getuser()
    password = unquote(parts.password) if parts.password is not None else os.environ.get("PGPASSWORD")
    found = Where(
        more.get("host") or host or os.environ.get("PGHOST") or _local(port), port, user, password,
        unquote(parts.path.strip("/")) or user, more.get("schema", "musnad"), more.get("sslmode", "prefer"),
    )  # fmt: skip
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", found.schema) or found.schema.startswith("pg_"):
        raise _wrong("schema is a name of small letters, digits and _")
    if found.ssl not in _SSL:
        raise _wrong(f"sslmode is one of {', '.join(_SSL)}")
    return found


def _wrong(detail: str) -> LibraryError:
    return LibraryError("unreadable", f"the library's address is wrong: {detail}. It is like postgresql://user@host:5432/database")


def _local(port: int) -> str:
    """The folder of the socket of a server on this machine, else its name."""
    return next((folder for folder in _SOCKETS if Path(folder, f".s.PGSQL.{port}").exists()), "localhost")


class PostgresDatabase(Database):
    """An open library in PostgreSQL (see `musnad.store.database.Database`)."""

    def __init__(self, address: str, mode: Mode = "create", *, wait: float = 60, tell: Tell = silent) -> None:
        self.where = parse_address(address)
        super().__init__(self.where.path, address, read_only=mode == "read", wait=wait, tell=tell)
        try:
            self._open(mode)
        except BaseException:
            self.close()
            raise

    # ---- opening ---------------------------------------------------------------------------------------------------

    def _open(self, mode: Mode) -> None:
        """Make or bring forward what is to be, refuse what is no library of ours."""
        version = self._found_version()
        if version == 0:
            if mode != "create" or self.read_only:
                raise LibraryError("missing", f"there is no library {self.path}: add articles with `musnad add`", self.path)
            self._bring_forward()
        elif version > schema.latest():
            raise LibraryError(
                "newer",
                f"the library {self.path} was written by a newer Musnad (its version {version}, this one knows "
                f"{schema.latest()}): install that Musnad, or name another schema",
                self.path,
            )
        else:
            self.read_only = self.read_only or not self._may_write()
            if version < schema.latest():
                self._bring_older_forward(version)

    def _found_version(self) -> int:
        """The version of the library that is there, 0 for none. Raises LibraryError where the schema is another program's."""
        query = "SELECT tablename::text FROM pg_tables WHERE schemaname = ?"
        names = {row[0] for row in self.connection.execute(query, (self.where.schema,))}
        if names and "musnad_schema" not in names:
            raise LibraryError(
                "not-a-library",
                f"the schema {self.where.schema} of {self.path} belongs to another program: name another one with ?schema=",
                self.path,
            )
        return self.version if names else 0

    @property
    def version(self) -> int:
        """See `Database`."""
        return int(self.connection.execute("SELECT max(version) FROM musnad_schema").fetchone()[0])

    def _may_write(self) -> bool:
        query = "SELECT NOT pg_is_in_recovery() AND has_table_privilege('article', 'INSERT, UPDATE, DELETE')"
        return bool(self.connection.execute(query).fetchone()[0])

    def _bring_older_forward(self, version: int) -> None:
        if self.read_only:
            raise LibraryError(
                "older",
                f"{self.path} was written by an older Musnad (its version {version}): run `musnad library migrate` as a user "
                "who may write it",
                self.path,
            )
        self.tell(f"the library {self.path} is brought from version {version} to {schema.latest()}")
        self._bring_forward()

    def _bring_forward(self) -> None:
        """Make the tables that are missing, in one transaction: it is done whole or not at all."""
        with self.write() as connection:
            have = self._found_version()  # another program may have been faster
            if have == 0:
                if connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (self.where.schema,)).fetchone() is None:
                    connection.execute(f'CREATE SCHEMA "{self.where.schema}"')
                connection.execute("CREATE TABLE musnad_schema (version bigint NOT NULL)")
            made = [statement for script in schema.scripts(have) for statement in tables(script)]
            connection.execute(";\n".join([*made, *(TABLES if have == 0 else ())]))  # at once: a hundred ways to the server less
            if have == 0:
                schema.note_index_version(connection)
                now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
                connection.execute("INSERT INTO library (name, value) VALUES ('created', ?)", (now,))
            if have < schema.latest():
                connection.execute("INSERT INTO musnad_schema (version) VALUES (?)", (schema.latest(),))

    # ---- connections -----------------------------------------------------------------------------------------------

    def _connect(self) -> PgConnection:
        try:
            driver, plug = self._driver()
        except DatabaseError as error:
            facts = error.args[0] if isinstance(error.args[0], dict) else {}
            raise explained(str(facts.get("C", "")), str(facts.get("M", error)), self.path) or error from error
        except (InterfaceError, OSError) as error:
            raise away(str(error), self.path) from error
        connection = PgConnection(driver, self.path, plug)
        row = connection.execute("SELECT current_setting('server_encoding'), current_setting('synchronous_commit')").fetchone()
        if row is None or row[0] != "UTF8":
            connection.close()
            raise LibraryError(
                "not-a-library", f"the database of {self.path} is not in UTF-8: make one with `createdb -E UTF8 -T template0`",
                self.path,
            )  # fmt: skip
        if row[1] == "off":
            connection.execute("SET synchronous_commit = on")
        return connection

    def _driver(self) -> tuple[Driver, socket.socket]:
        where = self.where
        settings = {
            "search_path": f'"{where.schema}"', "jit": "off",
            "default_transaction_read_only": "on" if self.read_only else "off",
        }  # fmt: skip
        local = where.host.startswith("/")
        plug = _unix_socket(where) if local else _tcp_socket(where)
        try:
            plug.settimeout(None)
            driver = Driver(
                where.user, host=where.host, port=where.port, database=where.database, password=where.password, sock=plug,
                ssl_context=False if local else _ssl_context(where.ssl), application_name="musnad", startup_params=settings,
            )  # fmt: skip
            return driver, plug
        except BaseException:
            plug.close()
            raise

    def _lives(self, connection: Connection) -> bool:
        return cast(PgConnection, connection).lives

    def _begin_reading(self, connection: Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _begin_writing(self, connection: Connection) -> None:
        """Begin to write when it is our turn: the server lets writers in in the order in which they came."""
        started = time.monotonic()
        while True:
            left = self.wait - (time.monotonic() - started)
            connection.execute("BEGIN")
            try:
                connection.execute(f"SET LOCAL lock_timeout = {max(1, round(1000 * min(left, _SAY_AFTER)))}")
                connection.execute("SELECT pg_advisory_xact_lock(?, hashtext(?))", (schema.APPLICATION, self.where.schema))
                connection.execute("SET LOCAL lock_timeout = 0")
                return
            except LibraryError as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                waited = time.monotonic() - started
                if error.trouble != "locked" or waited >= self.wait:
                    raise
                self.tell(f"another program is writing to {self.path}: waiting for its turn ({waited:.0f} s)")

    def told(self) -> AbstractContextManager[None]:
        """Connections tell by themselves."""
        return nullcontext()

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """See `Database`. The server ends a single question that takes so long, and no other is begun after that time."""
        connection = cast(PgConnection, self.connection)
        connection.execute(f"SET statement_timeout = {max(1, round(1000 * seconds))}")
        connection.deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            connection.deadline = None
            if not connection.broken:
                connection.execute("SET statement_timeout = 0")

    # ---- care ------------------------------------------------------------------------------------------------------

    def size(self) -> int:
        """Bytes of the library's tables and indexes."""
        query = """SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c
                   JOIN pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = current_schema() AND c.relkind = 'r'"""
        return int(self.connection.execute(query).fetchone()[0])

    def faults(self) -> list[str]:
        """See `Database`: indexes that are not whole, rows that point to rows that are not there."""
        connection = self.connection
        query = """SELECT x.indexrelid::regclass::text FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid
                   JOIN pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = current_schema() AND NOT x.indisvalid"""
        problems = [f"index {row[0]} is not whole: run REINDEX" for row in connection.execute(query)]
        query = """SELECT k.conrelid::regclass::text, a.attname::text, k.confrelid::regclass::text, b.attname::text
                   FROM pg_constraint k JOIN pg_namespace s ON s.oid = k.connamespace
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                   JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
                   WHERE k.contype = 'f' AND s.nspname = current_schema() ORDER BY 1, 2"""
        for table, column, other, key in connection.execute(query).fetchall():
            lost = f"FROM {table} t LEFT JOIN {other} o ON o.{key} = t.{column} WHERE t.{column} IS NOT NULL AND o.{key} IS NULL"
            (number,) = connection.execute(f"SELECT count(*) {lost}").fetchone()
            problems += [f"table {table}: {number} rows point to rows of {other} that are not there"] if number else []
        return problems

    def shrink(self) -> None:
        """See `Database`. Nobody reads or writes a table while it is written anew."""
        names = self.connection.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        for (name,) in names:
            self.connection.execute(f"VACUUM (FULL, ANALYZE) {name}")

    def copy_to(self, target: str) -> None:
        """See `Database`."""
        if os.path.exists(target):
            raise LibraryError("disk", f"{target} is there already: name another file for the backup", target)
        part = f"{target}.part"
        try:
            copy = SqliteDatabase(part)
            try:
                copying.copy_library(self, copy)
            finally:
                copy.close()
            os.replace(part, target)
        finally:
            for rest in (part, f"{part}-wal", f"{part}-shm"):
                Path(rest).unlink(missing_ok=True)

    def settle(self, connection: Connection) -> None:
        """See `Database`: new rows are numbered behind those that are there."""
        query = """SELECT table_name::text FROM information_schema.columns
                   WHERE table_schema = current_schema() AND column_name = 'n' AND is_identity = 'YES'"""
        for (name,) in connection.execute(query).fetchall():
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'n'), coalesce((SELECT max(n) FROM {name}), 0) + 1, false)"
            )


def _tcp_socket(where: Where) -> socket.socket:
    """A connection that sends at once, and learns of a server that is no longer there."""
    plug = socket.create_connection((where.host, where.port), _CONNECT)
    plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _GONE)
    return plug


def _unix_socket(where: Where) -> socket.socket:
    plug = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    plug.settimeout(_CONNECT)
    try:
        plug.connect(f"{where.host}/.s.PGSQL.{where.port}")
    except OSError:
        plug.close()
        raise
    return plug


def _ssl_context(mode: str) -> Any:
    """What the driver takes: no TLS, TLS where the server has it, TLS, or TLS with a certificate that is checked."""
    return {"disable": False, "prefer": None, "require": True}[mode] if mode != "verify-full" else ssl.create_default_context()


__all__ = ["PostgresDatabase", "Where", "parse_address"]
