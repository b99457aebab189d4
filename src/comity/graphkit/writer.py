"""Change a graph while others read it: each change is there for the next question in every process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from comity.graphkit.arrays import SCALE, Ids, Longs
from comity.graphkit.building.rebuild import rebuilt
from comity.graphkit.building.write import swap, written
from comity.graphkit.engine import Engine
from comity.graphkit.errors import Full
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import GONE, MASKED, UNLISTED
from comity.graphkit.files.manifest import read_manifest
from comity.graphkit.files.state import At


class Writer:
    """The one who may change a graph; ``Store.change`` makes it. All changes can be made twice with the same effect.

    A crash leaves readers right at any instant: a tie is changed on one of its sides at most, and the next writer
    finishes that first. ``publish`` after the changes, so that readers know they are all in.
    """

    def __init__(self, root: Path, generation: Generation, engine: Engine) -> None:
        self.root = root
        self.generation = generation
        self._engine = engine
        state = generation.state.words
        if state[At.DOING]:
            self.set_tie(*(int(state[word]) for word in (At.SOURCE, At.TARGET, At.STRENGTH)))

    def set_tie(self, source: int, target: int, strength: int) -> None:
        """Let the tie that ``source`` lends to ``target`` be ``strength``, or end it with 0. Copies both people's rows.

        Nothing is kept between two who have blocked each other, nor to oneself or from somebody forgotten.
        """
        self._check(source, target)
        if not 0 <= strength <= SCALE:
            raise ValueError(f"a strength is a whole number from 0 to {SCALE}")
        self._set(np.array([[source], [target], [strength]], np.int64))

    def set_ties(self, sources: ArrayLike, targets: ArrayLike, strengths: ArrayLike) -> None:
        """Do ``set_tie`` for each in turn; makes room by ``rebuild`` where there is none left."""
        ties = np.array([sources, targets, strengths], np.int64).reshape(3, -1)
        if not ties.size:
            return
        self._check(*ties[:2].min(1).tolist(), *ties[:2].max(1).tolist())
        if ties[2].min() < 0 or ties[2].max() > SCALE:
            raise ValueError(f"a strength is a whole number from 0 to {SCALE}")
        self._set(ties)

    def mask(self, person: int, is_on: bool = True) -> None:
        """Let nobody be led over a person, who can still be led to. One byte."""
        self._flag(person, MASKED, is_on)

    def unlist(self, person: int, is_on: bool = True) -> None:
        """Never suggest a person. One byte."""
        self._flag(person, UNLISTED, is_on)

    def block(self, one: int, other: int) -> None:
        """Put two people on no path together, and end the ties between them. Copies some rows."""
        self._check(one, other)
        self._block(one, other, is_on=True)
        self.set_tie(one, other, 0)
        self.set_tie(other, one, 0)

    def unblock(self, one: int, other: int) -> None:
        """Take a block back; ties that it ended stay ended."""
        self._check(one, other)
        self._block(one, other, is_on=False)

    def add_people(self, keys: ArrayLike) -> Ids:
        """Return the ids of people by outside key, new ids for those who are new. O(log n) each."""
        wanted = np.asarray(keys, dtype=np.int64).ravel()
        ids = self.generation.ids_of(wanted)
        for at in np.flatnonzero(ids < 0).tolist():
            again = self.generation.ids_of(wanted[at : at + 1])[0]
            ids[at] = again if again >= 0 else self._add(int(wanted[at]))
        return ids

    def forget(self, person: int) -> None:
        """End all ties and blocks of a person and their key; ids are not used again before ``build``."""
        self._check(person)
        for target in self.generation.out.row(person)[0].tolist():
            self.set_tie(person, target, 0)
        for source in self.generation.into.row(person)[0].tolist():
            self.set_tie(source, person, 0)
        for other in self.generation.blocks.row(person)[0].tolist():
            self._block(person, other, is_on=False)
        self.generation.flags[person] = GONE

    def set_group(self, key: int, members: ArrayLike) -> None:
        """Let a group (a company) have these members."""
        ids = np.unique(np.asarray(members, dtype=np.int32).ravel())
        self._check(*ids.tolist())
        index = self.generation.group_at(key)
        if index < 0:
            index = self.generation.state.groups
            if index == len(self.generation.group_keys):
                self.rebuild()
            self.generation.group_keys[index] = key
            self.generation.state.words[At.GROUPS] = index + 1
        self._replace("groups", index, ids)

    def publish(self, sequence: int) -> None:
        """Say that all changes up to this number are in. One word."""
        self.generation.state.words[At.SEQUENCE] = sequence

    def rebuild(self) -> None:
        """Write all that is true now as a new generation with the same ids, and swap it in. Seconds for a million."""
        content = rebuilt(self.generation)
        with written(self.root, content, sequence=self.generation.state.sequence) as folder:
            final = swap(self.root, folder)
        self.generation = Generation(final, read_manifest(final), is_writable=True)

    # -------------------------------------------------------------------------------------------------- inside
    def _check(self, *ids: int) -> None:
        people = self.generation.state.people
        for person in ids:
            if not 0 <= person < people:
                raise IndexError(f"no person {person} among {people}")

    def _set(self, ties: Longs) -> None:
        done = self._engine.set_ties(self.generation, *ties)
        while done < ties.shape[1]:
            self.rebuild()
            ties = ties[:, done:]
            done = self._engine.set_ties(self.generation, *ties)
            if not done:
                raise Full(f"{self.root}: no room for a row, even after a rebuild")

    def _flag(self, person: int, flag: int, is_on: bool) -> None:
        self._check(person)
        flags = self.generation.flags
        flags[person] = flags[person] | flag if is_on else flags[person] & ~np.uint8(flag)

    def _block(self, one: int, other: int, *, is_on: bool) -> None:
        for person, blocked in ((one, other), (other, one)):
            ids = self.generation.blocks.row(person)[0]
            changed = np.union1d(ids, [blocked]) if is_on else np.setdiff1d(ids, [blocked])
            self._replace("blocks", person, changed.astype(np.int32))

    def _replace(self, name: str, index: int, ids: Ids) -> None:
        try:
            getattr(self.generation, name).replace(index, ids)
        except Full:
            self.rebuild()
            getattr(self.generation, name).replace(index, ids)

    def _add(self, key: int) -> int:
        person = self.generation.state.people
        if person == len(self.generation.keys):
            self.rebuild()
        self.generation.keys[person] = key
        self.generation.state.words[At.PEOPLE] = person + 1
        return person
