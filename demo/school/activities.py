"""What there is to do at Cedar Bend: mostly hands, paper and talk. Pure."""

from typing import Final, get_args

from classroom.playlist import Activity, Mode, Step

_LINES: Final = """
Chop the Sentence | G01 | offline 15 reading | Take six cards. / Chop each where the subject ends. / Circle the verb.
Fragment Hospital | G02 | offline 15 reading | Pick three broken sentences. / Say what is missing. / Write each one healed.
Run-on Traffic Lights | G03 | offline 20 make | Read the long line aloud. / Put a red stop or an amber comma. / Fix it a second way.
Verb Tug-of-War | G04 | pair 10 campfire | One says a subject. / The other pulls the verb that fits. / Swap after five.
They're at Their Tent There | G05 | pair 15 campfire | Act out all three words. / Let a friend guess. / Write why for one.
Apostrophe Sort | G06 | offline 10 reading | Sort twelve cards. / Say each one the long way. / Glue the ones that fit.
I or Me? | G07 | offline 10 reading | Cover the other person. / Say what is left. / Write the one that sounds right.
Who Is "She"? | G08 | offline 20 make | Read the comic. / Ask who each "she" is. / Redraw one box so it is clear.
Time-Traveller Paragraph | G09 | offline 20 reading | Find each verb. / Mark then or now. / Bring all to one time.
Because Bridges | G10 | pair 15 reading | Pick four sentence strips from the blue box. / Build two bridges: one with because, one with although. / Read them to a partner. Does the reason fit?
Comma Kitchen | G11 | offline 15 watering | Choose three plain lines. / Add an opener to one. / Add extra details to two, with commas.
Short-Long-Short Rhythm Clap | G12 | pair 10 campfire | Clap one sentence each. / Make the middle one long. / Write your three lines.
Editor's Desk | G13 | offline 25 cave | Take your own draft. / Tick the checklist once. / Change two things.
Lemonade Ratios | M01 | offline 20 make | Mix two cups. / Write the ratio of each. / Which is sweeter? Say why.
One-Minute Rates | M02 | pair 15 garden | Jump for one minute. / Count and write it. / Find the rate for one second.
Ratio Table Bakery | M03 | offline 20 make | Read the recipe for 4. / Fill the table for 2, 8 and 20. / Check one row with a friend.
Sale Tags | M04 | offline 10 watering | Take five tags. / Find the percent off. / Order them by price.
Fraction Ribbon | M05 | offline 20 make | Cut the ribbon in thirds. / How many sixths fit? / Draw why.
Decimal Shop | M06 | offline 20 watering | Fill your basket. / Add it up. / Share the cost by three.
Winter Thermometer | M07 | offline 10 garden | Read eight temperatures. / Place each on the line. / Which is coldest?
Distance from Zero Walk | M08 | offline 10 garden | Stand on zero. / Walk to each card. / Write how far, not where.
Treasure Grid | M09 | pair 15 campfire | Hide a treasure in any part. / Give two clues. / Swap grids.
Mystery Bag x | M10 | pair 15 watering | Put some cubes in the bag. / Write what you know with x. / Let a friend find x.
Balance Scale | M11 | offline 15 watering | Balance the scale. / Take the same from both sides. / Check your answer.
Tangram Areas | M12 | offline 20 make | Build a shape. / Find the area of each part. / Add them up.
Shoe-Size Stats | M13 | offline 20 garden | Ask ten people. / Line the numbers up. / Say the middle and the spread.
Paper Helicopter Test | SC01 | offline 25 make | Fold two helicopters. / Change one thing only. / Time three drops each.
Measure My Desk Five Ways | SC02 | offline 15 reading | Pick five things to measure. / Choose a tool for each. / Write number and unit.
Graph the Queue | SC03 | offline 20 watering | Take the count sheet. / Choose a graph that fits. / Label both sides.
Claim Court | SC04 | teacher 20 campfire | Choose a claim. / Bring two pieces of evidence. / Say the reason that joins them.
Ice Race | SC05 | offline 25 make | Put ice on three things. / Guess which melts first. / Draw how the heat moved.
Onion Skin Look | SC06 | station 20 show | Peel the thinnest skin. / Look and draw. / Name what you see.
Pulse Relay | SC07 | pair 20 garden | Count your pulse. / Run the relay. / Count again and say who worked together.
Drop's Diary | SC08 | offline 20 listening | Listen to the story. / Be a drop. / Write four stops of your trip.
Weather Window | SC09 | offline 20 garden | Read the week's chart. / Find a change. / Explain it with two numbers.
Straw Bridge 2.0 | SC10 | offline 30 make | Build bridge one. / Load it until it bends. / Build it again, better.
First Things First | W01 | offline 10 cave | Write what you mean to do. / Number it. / Look again at the end.
Ask Three | W02 | offline 10 cave | Try first. / Look it up or ask a friend. / Then raise your hand.
Show-It Talk | W03 | teacher 15 show | Choose one thing you made. / Tell it in four lines. / Ask what was clear.
Next Try | W04 | offline 15 cave | Read your feedback. / Pick one line of it. / Change your work there.
"""
_ICONS: Final = {"G": "pencil", "M": "hammer", "S": "leaf", "W": "footprints"}


def activities() -> tuple[Activity, ...]:
    """Return one activity a target, in framework order; the id is the title in lower case with dashes."""
    return tuple(_activity(line) for line in _LINES.strip().splitlines())


def _activity(line: str) -> Activity:
    title, target, how, steps = (cell.strip() for cell in line.split("|"))
    mode, minutes, zone = how.split()
    return Activity(
        id=activity_id(title),
        title={"en": title},
        steps=tuple(Step(words={"en": step.strip()}) for step in steps.split(" / ")),
        targets=(target,),
        mode=next(known for known in get_args(Mode) if known == mode),
        minutes=int(minutes),
        zones=(zone,),
        icon=_ICONS[target[0]],
        source="Cedar Bend Middle",
        licence="CC0-1.0",
    )


def activity_id(title: str) -> str:
    """Return the id of an activity from its title."""
    return "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")
