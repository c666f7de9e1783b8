"""The names of the site's drawings, as editors choose them. Each is a file in templates/drawings."""

WEATHERS = {
    "trd": "Cloud with sun over the lake",
    "mdd": "Rain over the lake",
    "bipolar": "High and low swell",
    "anxiety": "Ripples and reeds",
    "ptsd": "Lighthouse",
    "pain": "Stones by the water",
}
ROOMS = {
    "chair": "A chair by a window",
    "iv": "A chair with a drip",
    "before": "The evening before: a cup at the window",
    "arrive": "The front door",
    "minutes": "A clock by the window",
    "strongest": "Far away: hills in mist",
    "back": "Coming back: the room again",
    "home": "The ride home",
    "nextday": "The morning after",
    "desk": "The front desk",
}
PLACES = {
    "dawn": "Dawn over the lake",
    "twochairs": "Two chairs on a jetty",
    "lifebuoy": "A lifebuoy on a jetty",
    "boat": "A boat on the lake",
}
DRAWINGS = WEATHERS | ROOMS | PLACES
CHOICES = [
    ("The lake", list((WEATHERS | PLACES).items())),
    ("Rooms and visits", list(ROOMS.items())),
]
