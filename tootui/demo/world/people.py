"""Who lives in the demo."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Somebody; `domain` is empty for people of this server, `followed` and `follows_you` are about @you."""

    username: str
    domain: str
    name: str
    note: str
    locked: bool = False
    bot: bool = False
    followed: bool = True
    follows_you: bool = True
    fields: dict[str, str] = field(default_factory=dict)
    moved_to: str = ""
    traits: dict[str, object] = field(default_factory=dict)


_LONG_NAME = "The Right Honourable Keeper of the Very Long Name Which Goes On and On " * 5

PEOPLE = [
    Person(
        "you",
        "",
        "You",
        "Just looked in. This account lives on this machine only. #newhere :tea:",
        fields={"Pronouns": "you/yours", "Home": "https://demo.tootui"},
    ),
    Person(
        "ada",
        "",
        "Ada Lovelace",
        "Poetical science. Writes programs for machines that do not exist yet. #computing",
        fields={"Engine": "Analytical", "Notes": "A to G", "Page": "https://demo.tootui/@ada"},
    ),
    Person(
        "grace",
        "",
        "Grace Hopper",
        "Rear Admiral, retired twice. Nanoseconds by the foot. :coffee:",
        fields={"Nanosecond": "29.98 cm", "Log book": "https://demo.tootui/@grace", "Moth": "taped in, page 92"},
    ),
    Person("charles", "analytical.example", "Charles Babbage", "Inventor. The street musicians started it."),
    Person("alan", "bletchley.example", "Alan", "Runs long distances and short programs. #crosswords"),
    Person("mary", "", "Mary Somerville", "Mathematics before breakfast, the stars after supper."),
    Person("caroline", "slough.example", "Caroline Herschel ☄", "Eight comets and counting. Awake at night."),
    Person("emmy", "goettingen.example", "Emmy Noether", "Algebra. Symmetry. Long walks with long arguments. (de/en)"),
    Person("katherine", "langley.example", "Katherine Johnson", "I check the numbers. Then I check them again."),
    Person("claude", "juggling.example", "Claude Shannon", "1 bit of news, 3 clubs, 1 unicycle. #information"),
    Person("hedy", "", "Hedy Lamarr ✨", "Film by day, frequencies by night."),
    Person(
        "edsger", "austin.example", "EWD", "Considered harmful by several statements. Fountain pen.", follows_you=False
    ),
    Person("kurt", "vienna.example", "Kurt Gödel", "This bio cannot be proved in this bio.", locked=True),
    Person("sophie", "paris.example", "Sophie Germain", "M. LeBlanc pour les intimes. Théorie des nombres."),
    Person("hypatia", "alexandria.example", "Ὑπατία", "Κωνικές τομές. Βιβλιοθήκη. Astrolabes repaired while you wait."),
    Person("khwarizmi", "wisdom.example", "الخوارزمي", "بيت الحكمة، بغداد. الجبر والمقابلة."),
    Person("seki", "wasan.example", "関 孝和", "算木と筆。円周率はまだ計算中。", followed=True),
    Person("shenkuo", "dreampool.example", "沈括", "梦溪笔谈。磁针、地图、云。"),
    Person("sofya", "stockholm.example", "Софья Ковалевская", "Волчок вращается. Математика и немного поэзии."),
    Person("rozsa", "budapest.example", "Péter Rózsa", "Rekurzív függvények: lásd Péter Rózsa."),
    Person("ramanujan", "kumbakonam.example", "S. Ramanujan", "1729 is not dull."),
    Person("jang", "joseon.example", "장영실", "물시계, 해시계, 비의 양을 재는 그릇."),
    Person(
        "galileo", "padova.example", "Galileo", "E pur si muove. Cannocchiali usati, quasi nuovi.", follows_you=False
    ),
    Person("lucia", "lisboa.example", "Lúcia Marques", "Faroleira reformada. Conto barcos. 🌊"),
    Person("inez", "sevilla.example", "Inés de la Torre", "Relojera. Todo llega, sobre todo lo que llega tarde."),
    Person("librarian", "library.example", "הספרנית", "שקט בבקשה. Shelves in five alphabets."),
    Person(
        "wren",
        "",
        "Wren 🌧️🪺",
        "Lighthouse keeper, rock 4. The lamp is on a Raspberry, the fog is on me.",
        fields={"Lamp": "https://lamps.example/rock-4", "Hours": "dusk to dawn"},
    ),
    Person("odile", "", "Odile 👩🏽‍🚀", "Repairs satellites with tape. Off planet every other week. 🛰️"),
    Person("pixel", "", "Pixel (cat) :blobcat:", "Sits on the warm machine. Is the warm machine."),
    Person("bram", "", "Bram the Baker", "Sourdough since 4.6. Rises early.", follows_you=True),
    Person("tove", "", "Tove", "Draws small ships and larger seas. Commissions asleep.", locked=True),
    Person("nils", "fjord.example", "Nils 🏳️‍🌈", "Ferry timetable, human edition."),
    Person("gazette", "", "The Small Town Gazette", "All the news that fits on one card. Est. Tuesday.", bot=True),
    Person("moonweather", "", "Moon Weather", "Forecasts for the near side. Mostly dry.", bot=True),
    Person("teapot", "", "418 :teapot:", "Short and stout. HTCPCP/1.0 compliant.", bot=True),
    Person("uptime", "monitor.example", "uptime", "Reports what is up. Is up.", bot=True),
    Person(
        "oulipo",
        "constraint.example",
        "a void",
        "No most common symbol of this idiom is found in my words.",
        followed=True,
    ),
    Person("zara", "glitch.example", "Z̸a̷r̶a̵ ̴t̷h̶e̶ ̵G̸l̷i̶t̸c̷h̵", "N̷o̵ ̶s̸i̷g̴n̷a̶l̷.", follows_you=False),
    Person("verylong", "", _LONG_NAME[:300], "My business card is a scroll.", followed=True, follows_you=False),
    Person("polly", "", "Polly Nomial", "Asks the questions that matter. Closes them on time."),
    Person("stranger", "elsewhere.example", "A Stranger", "Passing through.", followed=False, follows_you=True),
    Person("newcomer", "", "Newcomer", "Is this thing on?", followed=False, follows_you=False),
]

NEIGHBOURS = [
    Person("pixel", "cattery.example", "Pixel, the other one", "Minds the till.", followed=False),
    Person(
        "bertha",
        "longroad.example",
        "Bertha Benz",
        "Test driver. Hatpin, garter, patience. (de/en)",
        followed=False,
        fields={"Longest drive": "104 km"},
    ),
    Person("marie", "radium.example", "Marie", "Deux prix, une balance.", followed=False, follows_you=False),
    Person("loudhailer", "harbour.example", "THE LOUDHAILER", "ATTENTION.", followed=False),
    Person("grumble", "rant.example", "Old Grumble", "Was better before.", followed=False, follows_you=False),
    Person("bargain", "spam.example", "BARGAINS", "Wire! Wire! Wire!", bot=True, followed=False, follows_you=False),
    Person(
        "alan",
        "sherborne.example",
        "Alan (old desk)",
        "Ran off. Same programs, other desk.",
        followed=False,
        moved_to="alan@bletchley.example",
    ),
    Person("limelight", "loud.example", "Limelight", "Loud.", followed=False, traits={"limited": True}),
    Person(
        "vanished",
        "nowhere.example",
        "",
        "",
        followed=False,
        follows_you=False,
        traits={"suspended": True, "avatar": "", "header": "", "fields": []},
    ),
    Person("isaac", "woolsthorpe.example", "Isaac", "Apples.", followed=False, traits={"memorial": True}),
    Person(
        "prize",
        "lucky.example",
        "PRIZE DEPARTMENT",
        "Congratulations.",
        bot=True,
        followed=False,
        follows_you=False,
    ),
    Person("shy", "burrow.example", "Shy", "Rather not.", followed=False, traits={"hide_collections": True}),
]
"""Those who are met away from home: nobody whom @you follows."""
