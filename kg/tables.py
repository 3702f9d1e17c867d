"""Several stores made one, their tables merged once.

A store of Oxigraph is a RocksDB database whose keys are the statements, in several orders, and the hashes of their terms. So the
union of stores is the union of their keys, and a table that was written by a bulk load can be taken into another store as it
is. Loaded into one store, they would be merged again and again as they come: the more there are, the more often each.
"""

from __future__ import annotations

import re
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from pyoxigraph import Store
from rocksdict import (
    AccessType,
    BlockBasedOptions,
    CompactOptions,
    DbClosedError,
    DBCompressionType,
    IngestExternalFileOptions,
    Options,
    Rdict,
)

_OWN = "default"  # says which version of Oxigraph wrote the store
_SETTINGS = "rocksdict-config.json"  # left behind by the library
_FILES = 256  # files that are open beside the tables that are merged
_TABLE = re.compile(r"^ (\d+):", re.MULTILINE)


class Union:
    """The union of the stores at `paths`, put into a new one at `target` by so many threads. The tables are moved: the stores are lost.

    Used as a context; `stop`, from another thread, ends the merging, which then raises OSError, as every failure does.
    """

    def __init__(self, paths: Sequence[Path], target: Path, threads: int) -> None:
        self.paths, self.target, self.threads = paths, target, threads
        self.stopped = False

    def __enter__(self) -> Union:
        Store(str(self.target)).flush()
        _may_open(len(self.paths) + _FILES)
        self.base = _opened(self.target, self.threads)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(OSError) if kind else nullcontext(), _as_os_errors():
            self.base.close()  # after a failure it has nothing to add
        (self.target / _SETTINGS).unlink(missing_ok=True)

    def stop(self) -> None:
        """End what is under way, if anything is."""
        self.stopped = True
        with suppress(DbClosedError):
            self.base.cancel_all_background(False)

    def merge(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Take the tables and merge those of one order into one; `progress` is told how many orders are done, and their number."""
        with _as_os_errors():
            names = [name for name in Rdict.list_cf(str(self.target)) if name != _OWN]
            for path in self.paths:
                self._take(path, names)
            with ThreadPoolExecutor(self.threads) as threads:
                for done, _order in enumerate(threads.map(self._merge, names), 1):
                    progress(done, len(names))
            self.base.flush()

    def _go_on(self) -> None:
        if self.stopped:
            raise InterruptedError("the merging was stopped")

    def _merge(self, name: str) -> None:
        self._go_on()
        options = CompactOptions()
        options.set_exclusive_manual_compaction(False)  # other orders meanwhile
        self.base.get_column_family(name).compact_range(None, None, options)

    def _take(self, path: Path, names: Sequence[str]) -> None:
        self._go_on()
        options, store = IngestExternalFileOptions(), _opened(path, 1, AccessType.read_only())
        options.set_move_files(True)
        for name in names:
            tables = _TABLE.findall(store.get_column_family(name).property_value("rocksdb.sstables") or "")
            for number in tables:  # one by one: those of a call may not overlap
                self.base.get_column_family(name).ingest_external_file([str(path / f"{int(number):06}.sst")], options)
        store.close()


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """The library has one exception for all, whose words are those of RocksDB."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from error


def _opened(path: Path, threads: int, access: AccessType | None = None) -> Rdict:
    """A store as a database that merges nothing by itself."""
    names = Rdict.list_cf(str(path))
    return Rdict(
        str(path), _options(threads), {name: _options(threads) for name in names}, access or AccessType.read_write()
    )


def _options(threads: int) -> Options:
    """Tables as Oxigraph writes them, compressed, of 64 MiB each."""
    options, blocks = Options(raw_mode=True), BlockBasedOptions()
    blocks.set_format_version(5)
    blocks.set_index_block_restart_interval(16)
    options.set_block_based_table_factory(blocks)
    options.set_compression_type(DBCompressionType.lz4())
    options.set_target_file_size_base(1 << 26)
    options.set_level_compaction_dynamic_level_bytes(True)  # no levels between the new tables and the last
    options.set_disable_auto_compactions(True)
    options.set_max_compaction_bytes(1 << 60)  # all tables of an order at once
    options.set_max_background_jobs(2 * threads)
    options.set_compaction_readahead_size(1 << 18)  # bytes read ahead of each table
    options.set_max_open_files(_FILES // 2)
    return options


def _may_open(files: int) -> None:
    """Allow this process to open so many files, or as many as the system lets it: all tables of an order are merged together."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
