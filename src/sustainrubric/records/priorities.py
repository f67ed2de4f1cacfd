"""The agency's own frame: goals with targets, reforms, strategies, and why they should work."""

from __future__ import annotations

import math
from typing import Annotated, Literal, get_args

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from sustainrubric.base.model import FormatOne, IsoDate, Model, Rows, Text
from sustainrubric.records.assessment import Agency

SupportLevel = Literal["unaware", "resistant", "neutral", "supportive", "leading"]

SUPPORT_LEVELS: tuple[SupportLevel, ...] = get_args(SupportLevel)
"""From the least to the most support."""

LARGEST = 1_000_000_000_000
"""No metric of an agency goes beyond this, in either direction."""


def _level(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("level_type", "a level is a number")
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise PydanticCustomError("level_range", "a level is within bounds")
    return value


MetricLevel = Annotated[int | float, PlainValidator(_level)]
"""Where a metric stands: a number as it is written, without its unit."""


class TargetPoint(Model):
    """One end of a target; both parts are needed for a strong plan, and neither to begin with."""

    date: IsoDate | None = None
    """The day, written YYYY-MM-DD."""
    level: MetricLevel | None = None
    """The number, without its unit."""


class DatedLevel(Model):
    """A level on a day: one to reach on the way, or one that was measured."""

    date: IsoDate
    """The day, written YYYY-MM-DD."""
    level: MetricLevel
    """The number, without its unit."""


class Target(Model):
    """What would show that a goal is reached: a metric, where it starts, and where it should be by when."""

    metric: Text | None = None
    """What is counted, and how, such as the share of students at or above proficient."""
    unit: Text | None = None
    """What stands behind the numbers, such as percent."""
    baseline: TargetPoint | None = None
    """The day the goal begins, and the level on that day."""
    interim: Rows[DatedLevel] = ()
    """Levels to reach on the way, in the order of their dates."""
    end: TargetPoint | None = None
    """The day by which the goal is to be reached, and the level desired."""
    measurements: Rows[DatedLevel] = ()
    """What was measured since, in any order."""


class Goal(Model):
    """An improved level of performance that the agency has committed itself to."""

    id: Text
    """A short name that stays the same."""
    name: Text
    """The goal, in a sentence."""
    target: Target | None = None
    """What would show that it is reached."""


class Reform(Model):
    """A body of work towards one or more goals; assessments name it by id."""

    id: Text
    """A short name that stays the same; assessments name the reform by it."""
    name: Text
    """The reform's name."""
    goals: Rows[Text] = ()
    """The ids of the goals it serves."""


class Strategy(Model):
    """An activity that carries out a reform; it has a beginning and an end."""

    id: Text
    """A short name that stays the same."""
    reform: Text
    """The id of the reform it belongs to."""
    name: Text
    """What it is."""
    start: IsoDate | None = None
    """The day it begins, written YYYY-MM-DD."""
    end: IsoDate | None = None
    """The day it ends, written YYYY-MM-DD."""
    scale: Text | None = None
    """How it will be implemented at scale: with whom, by which way, until every school has it."""


class StakeholderSupport(Model):
    """How far a stakeholder supports the priorities: unaware, resistant, neutral, supportive or leading."""

    now: SupportLevel | None = None
    """The support there is."""
    wanted: SupportLevel | None = None
    """The support that is needed."""


class Stakeholder(Model):
    """A group or person whose support the priorities need (variable 1.B of the rubric)."""

    name: Text
    """Who it is, such as Teachers' Association."""
    group: Text | None = None
    """What kind of stakeholder it is, such as legislature, union, families, LEAs or business."""
    support: StakeholderSupport | None = None
    """The support there is now, and the support wanted."""
    lead: Text | None = None
    """Who in the agency is responsible for engaging them."""


class Priorities(Model):
    """What an agency wants to achieve and how, kept in one place for all of its assessments."""

    kind: Literal["priorities"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    agency: Agency | None = None
    """The agency whose priorities these are."""
    goals: Rows[Goal] = ()
    """What the agency wants to achieve."""
    reforms: Rows[Reform] = ()
    """The bodies of work towards the goals."""
    strategies: Rows[Strategy] = ()
    """What carries the reforms out."""
    theory_of_action: Text | None = None
    """Why strategies and reforms should bring the goals about; names each, or gives its id in brackets."""
    stakeholders: Rows[Stakeholder] = ()
    """Whose support the goals and reforms need, how far it reaches, and who engages them."""

    def reforms_of(self, goal_id: str) -> tuple[Reform, ...]:
        """The reforms that serve a goal."""
        return tuple(reform for reform in self.reforms if goal_id in reform.goals)

    def strategies_of(self, reform_id: str) -> tuple[Strategy, ...]:
        """The strategies that make up a reform."""
        return tuple(strategy for strategy in self.strategies if strategy.reform == reform_id)
