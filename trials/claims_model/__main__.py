"""Trains the model that reads for claims: python -m trials.claims_model [--folds 5]

It takes the sentences in tests/content/review and those of the starter pages, needs nothing but this project's own
packages and about a minute, and writes content/review/rules/likely_claims.json. With --folds it writes nothing and
says how the model does on sentences that it was not trained on.
"""

import argparse
import json
import random
from math import exp, sqrt

from content.review.likelihood import WEIGHTS, Model, features_of
from trials.claims_model.examples import examples

EPOCHS, RATE, DECAY = 15, 1.0, 1e-4
# Rarer features and weights nearer to nothing are left out, so that the file stays below 1 MB.
LEAST_COUNT, LEAST_WEIGHT = 3, 12
# A score this high reads like a claim. Chosen by --folds: of the harmless sentences, about 2 in 100 score as high.
LEAST_SCORE = 0.5
FALSE_WEIGHT = 1.5


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--folds", type=int, default=0)
    folds = options.parse_args().folds
    known = examples()
    if folds:
        report(known, folds)
    else:
        write(train(known))


def train(known):
    """Logistic regression by stochastic gradient descent with AdaGrad."""
    rows = [(one, features_of(one.sentence)) for one in known]
    names = counted(rows)
    weights, squares, bias, order = dict.fromkeys(names, 0.0), dict.fromkeys(names, 1e-6), 0.0, random.Random(1)
    rows = [(one, sqrt(len(found)), [name for name in found if name in names]) for one, found in rows]
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for one, length, found in rows:
            score = bias + sum(weights[name] for name in found) / length
            slope = (1 / (1 + exp(-score)) - one.is_claim) * (FALSE_WEIGHT if one.is_claim else 1)
            bias -= 0.02 * slope
            for name in found:
                step = slope / length + DECAY * weights[name]
                squares[name] += step * step
                weights[name] -= RATE * step / sqrt(squares[name]) / 10
    return Model({name: round(100 * weight) for name, weight in weights.items()}, round(bias, 3), LEAST_SCORE)


def counted(rows):
    counts = {}
    for _, found in rows:
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    return {name for name, count in counts.items() if count >= LEAST_COUNT}


def write(model):
    kept = {name: weight for name, weight in sorted(model.weights.items()) if abs(weight) >= LEAST_WEIGHT}
    data = {"bias": model.bias, "least": model.least, "weights": kept}
    WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {len(kept)} features, {WEIGHTS.stat().st_size // 1024} KB, {len(known_kinds())} kinds")


def known_kinds():
    return {one.kind for one in examples()}


def report(known, folds):
    scored = []
    for fold in range(folds):
        model = train([one for number, one in enumerate(known) if number % folds != fold])
        scored += [(one, model.score(one.sentence)) for one in known[fold::folds]]
    for least in (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2):
        print(least, *(f"{name} {share(scored, least, name):.3f}" for name in ("claims", "harmless", "starter")))


def share(scored, least, name):
    """How many of these sentences, as a share of 1, score higher."""
    of_name = [score for one, score in scored if one.group == name]
    return sum(score > least for score in of_name) / len(of_name)


if __name__ == "__main__":
    main()
