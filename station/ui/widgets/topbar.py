"""What stands still on all signed-in screens: who it is, and speaker, hand and door at their places."""

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from station.ui.widgets.avatar import AvatarRound
from station.ui.widgets.beside import Beside
from station.ui.widgets.button import BigButton
from station.ui.widgets.icon import Icon
from station.ui.widgets.notes import Note
from station.ui.widgets.part import Part, put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.words import Words

_TONES = (("speaker", "now"), ("hand", "help"), ("door", "calm"))


class TopBar(Part):
    """`shape` is the Frame. For the young the three buttons stand in a rail on the right, big."""

    press = ObjectProperty(None, allownone=True)
    stars = NumericProperty(0)
    see_all = ObjectProperty(None, allownone=True)
    trouble = StringProperty("")

    def __init__(self, **given):
        self._bars = InstructionGroup()
        self.avatar, self.beside, self.me = AvatarRound(), Beside(), Pressable()
        self.map = BigButton(tone="mastered", icon_only=True)
        self.name, self.subtitle = Words(face="head", one_line=True), Words(one_line=True)
        self.banner = Note()
        self.buttons = [BigButton(tone=tone, icon_only=True) for _, tone in _TONES]
        self.starry = [Icon(glyph="star") for _ in range(3)]
        super().__init__(**given)
        self.canvas.before.add(self._bars)
        for part in (
            self.me,
            self.avatar,
            self.beside,
            self.name,
            self.subtitle,
            self.banner,
            *self.starry,
            self.map,
            *self.buttons,
        ):
            self.add_widget(part)
        self.fbind("stars", self._dress_now)
        self.fbind("trouble", self._dress_now)
        self.fbind("see_all", self._dress_now)

    def dress(self, theme, shape):
        self.name.text, self.subtitle.text = shape.name, shape.subtitle
        self.name.letter, self.subtitle.letter = theme.pt(13.2), theme.note
        self.name.colour, self.subtitle.colour = theme.hues.ink, theme.hues.soft
        self.banner.tone, self.banner.glyph = ("help", "circle-alert") if self.trouble else ("", "cloud-off")
        self.banner.theme = theme
        self.banner.show(self.trouble or shape.banner)
        self.avatar.theme = theme
        self.avatar.show(shape.avatar)
        self.beside.theme = theme
        self.beside.show(shape.beside)
        self.me.theme, self.me.press, self.me.choice = theme, self.press, shape.me
        self.me.radius = theme.radius
        self._dress_map(theme)
        for button, (name, _) in zip(self.buttons, _TONES, strict=True):
            button.theme, button.press = theme, self.press
            button.show(getattr(shape, name))
        for star in self.starry:
            star.colour = theme.hues.mastered

    def _dress_map(self, theme):
        """The way to the map stands beside the stars of the young."""
        self.map.theme, self.map.press, self.map.opacity = theme, self.press, 1 if self.see_all else 0
        if self.see_all:
            self.map.show(self.see_all)
        else:
            self.map.wipe()

    def place(self, theme):
        wide = self.width - (theme.rail if self.shape.young else 0)
        self._paint_bars(theme, wide)
        pad, side = theme.margin, theme.px(48, 60)
        bar = self.top - theme.top
        put(self.avatar, self.x + pad, bar + (theme.top - side) / 2, side, side)
        right = self._place_rail(theme) if self.shape.young else self._place_buttons(theme, bar)
        right = self._place_map(theme, bar, min(right, self.x + wide - pad))
        right = self._place_stars(theme, bar, right)
        right = self._place_banner(theme, bar, right)
        beside = self.beside.wide(theme, side)
        put(self.beside, self.x + pad + side, bar + (theme.top - side) / 2, beside, side)
        left = self.x + pad + side + beside
        left += theme.px(14)
        self._place_name(theme, bar, left, right - theme.px(12) - left)
        reach = max(
            left + min(self.name.set_at(1.0).width, right - theme.px(12) - left), self.x + pad + theme.low
        )
        put(self.me, self.x + pad - theme.px(6), bar + (theme.top - theme.low) / 2, reach - self.x - pad + theme.px(12),
            theme.low)  # fmt: skip

    def _place_name(self, theme, bar, left, room):
        if self.shape.subtitle:
            put(self.name, left, bar + theme.top * 0.44, room, theme.top * 0.40)
            put(self.subtitle, left, bar + theme.top * 0.13, room, theme.top * 0.32)
        else:
            put(self.name, left, bar, room, theme.top)
            put(self.subtitle, left, bar, room, 1)

    def _place_buttons(self, theme, bar):
        side, gap = theme.low, theme.px(14, 18)
        left = self.right - theme.margin - 3 * side - 2 * gap
        for at, button in enumerate(self.buttons):
            button.icon_px = (30, 34)
            put(button, left + at * (side + gap), bar + (theme.top - side) / 2, side, side)
        return left

    def _place_rail(self, theme):
        side, left = theme.big, self.right - theme.rail / 2 - theme.big / 2
        air = (self.height - 3 * side - theme.mm(4)) / 4
        for at, button in enumerate(self.buttons):
            button.icon_px = (52, 60)
            put(button, left, self.top - (at + 1) * (side + air), side, side)
        return self.right - theme.rail

    def _place_map(self, theme, bar, right):
        if not self.see_all:
            put(self.map, right, bar, 1, 1)
            return right
        put(self.map, right - theme.low, bar + (theme.top - theme.low) / 2, theme.low, theme.low)
        return right - theme.low - theme.px(10)

    def _place_stars(self, theme, bar, right):
        side, shown = theme.px(36, 44), int(self.stars)
        for at, star in enumerate(self.starry):
            star.letter = side if at < shown else 0
            put(star, right - (shown - at) * (side + theme.px(6)), bar, side, theme.top)
        return right - shown * (side + theme.px(6))

    def _place_banner(self, theme, bar, right):
        """Beside the buttons; what is wrong may take two lines."""
        if not self.banner.shape:
            put(self.banner, right, bar, 1, 1)
            return right
        most = (
            right - self.x - theme.px(78 + 26, 120) - theme.px(230, 420)
        )  # her name and what she is at come first
        wide = min(self.banner.natural(), theme.px(250, 420), max(most, theme.px(150, 300)))
        high = theme.top - theme.px(18, 24)
        put(self.banner, right - theme.px(14) - wide, bar + (theme.top - high) / 2, wide, high)
        return self.banner.x

    def _paint_bars(self, theme, wide):
        self._bars.clear()
        hues, bar = theme.hues, self.top - theme.top
        grounds = [(hues.card, (self.x, bar), (wide, theme.top)), (hues.line, (self.x, bar), (wide, 1))]
        if self.shape.young:
            left = self.x + wide
            grounds += [
                (hues.card, (left, self.y), (theme.rail, self.height)),
                (hues.line, (left, self.y), (1, self.height)),
            ]
        for colour, pos, size in grounds:
            self._bars.add(Color(*colour))
            self._bars.add(Rectangle(pos=pos, size=size))
