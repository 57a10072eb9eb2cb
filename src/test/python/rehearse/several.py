"""Rehearses several exported files in one environment, which is imported once for all of them.

python -m rehearse.several RUN [RUN ...]

Each RUN is a JSON list of the words that rehearse.run takes. Prints one JSON object a line, in the same order. Exits with 0
if each trainer did, else with 1. Begin with the trainer that imports least: what one imports is there for the next.
"""

import json
import sys

from rehearse import environments, run


def main():
    runs = [run.arguments(json.loads(words)) for words in sys.argv[1:]]
    places = {environments.folder(each.trainer) for each in runs}
    if len(places) != 1:
        sys.exit(f"{len(places)} environments are needed for these runs. Maybe they are several calls.")
    run.in_environment(runs[0].trainer)
    did = [run.rehearsed(each) for each in runs]
    sys.exit(0 if all(did) else 1)


if __name__ == "__main__":
    main()
