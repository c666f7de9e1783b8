"""Two that are measured in turn, so that whatever else the machine does slows both."""

from dataclasses import asdict, dataclass
from statistics import mean, median, quantiles

from benchmarks.load import load

MEASURES = ("rate", "cpu", "p50", "p99")


@dataclass
class Spread:
    median: float
    lower: float
    upper: float


@dataclass
class Comparison:
    """The target's figures divided by the reference's, over all triples."""

    target: str
    reference: str
    triples: int
    ratios: dict
    target_medians: dict
    reference_medians: dict
    errors: int

    as_data = asdict

    def __str__(self):
        rate, cpu = self.ratios["rate"], self.ratios["cpu"]
        words = f"{self.target} / {self.reference}: requests/s {rate.median:.3g} ({rate.lower:.3g} to {rate.upper:.3g})"
        return f"{words}, CPU {cpu.median:.3g}, errors {self.errors}"


def compare(target, reference, triples, seconds):
    """Reference, target, reference, target, reference: each target is held against the references beside it."""
    load(reference, seconds)
    load(target, seconds)
    references, targets = [load(reference, seconds)], []
    for _ in range(triples):
        targets.append(load(target, seconds))
        references.append(load(reference, seconds))
    return Comparison(
        target.name,
        reference.name,
        triples,
        {name: spread(ratios(name, targets, references)) for name in MEASURES},
        medians(targets),
        medians(references),
        sum(run.errors for run in [*targets, *references]),
    )


def ratios(name, targets, references):
    for number, run in enumerate(targets):
        beside = mean(getattr(reference, name) for reference in references[number : number + 2])
        yield getattr(run, name) / beside


def spread(values):
    """The median and the quartiles."""
    values = list(values)
    if len(values) < 2:
        return Spread(values[0], values[0], values[0])
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), lower, upper)


def medians(runs):
    return {name: median(getattr(run, name) for run in runs) for name in (*MEASURES, "bytes_each")}
