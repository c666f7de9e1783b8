"""Something is changed on the first host, and everybody reads at once, at every door."""

from collections import Counter

from fault_trials.verdict import Verdict

from host_trials import editor

PUBLISHES, READS = 100, 20
TIMES_OTHERWISE = 10


def pages_are_published(site):
    yield read_after(site, "a page is published", editor.change_the_page, times=PUBLISHES)


def other_things_change(site):
    source, image, redirect = editor.make_a_source(), editor.make_an_image(), editor.make_a_redirect()
    editor.put_on_the_page(source, image)
    yield read_after(site, "the clinic's details change", editor.change_the_clinic)
    yield read_after(site, "a source changes", lambda: editor.change_a_source(source))
    yield read_after(site, "an image gets another file", lambda: editor.change_an_image(image))
    yield read_after(site, "a redirect changes", lambda: editor.change_a_redirect(redirect), is_led_there)
    yield unpublished_and_back(site)


def says(door, words):
    return words in door.read(editor.ADDRESS)[1]


def is_led_there(door, words):
    response, _ = door.ask("GET", "/old-address/")
    return response.status == 301 and response.headers["Location"] == words


def is_answered_with(door, status):
    return door.read(editor.ADDRESS)[0] == status


def read_after(site, change, make_it, is_new=says, times=TIMES_OTHERWISE, reads=READS):
    """After each change all doors are asked in turn, the second host first."""
    doors = [site.doors[1], site.doors[2], site.doors[0], site.doors[2]]
    seen = Counter()
    for _ in range(times):
        words = make_it()
        seen.update(is_new(doors[number % len(doors)], words) for number in range(reads))
    return judged(change, seen, times)


def unpublished_and_back(site):
    seen = Counter()
    for _ in range(TIMES_OTHERWISE):
        editor.the_page().unpublish()
        seen.update(is_answered_with(door, 404) for door in site.doors)
        editor.publish(editor.the_page())
        seen.update(is_answered_with(door, 200) for door in site.doors)
    return judged("a page is taken away and comes back", seen, 2 * TIMES_OTHERWISE)


def judged(change, seen, times):
    answers = Counter({"new": seen[True], "old": seen[False]})
    return Verdict(change, +answers, times, wrong=[f"{seen[False]} old"] if seen[False] else [])
