"""Short and pet forms of given names: each line is one name, its forms after it."""

from __future__ import annotations

_LINES = """
abigail abby gail
albert al bert bertie
alexander alex alec sasha sascha xander aleksandr alexandr aleksander sandro alejandro alessandro
alexandra alex sandra sasha alexa lexi
alfred alf alfie fred freddie
andrew andy drew andreas andrei andrey andre andrzej andres
anne ann anna anita annie nan hanna hannah ana
anthony tony anton antonio toni
barbara barb babs bobbie
benjamin ben benny benji
catherine cathy kate katie kathy katherine kathryn katharina katarina kitty ekaterina katya cat
charles charlie chuck carl karl carlos chas
charlotte charlie lottie lotte
christina chris tina christine kristina kirsten christa
christopher chris kit christoph kristof topher
daniel dan danny
david dave davy
deborah deb debbie debra
dorothy dot dottie dolly dorothea
edward ed eddie ted teddy ned eduard eduardo
elizabeth liz lizzie beth betty betsy eliza elisabeth bess elsa lisa lise libby ella
emily em emmy emilia
eugene gene evgeny yevgeny
francis frank frankie fran franz francois francisco
frances fran fanny francesca francoise
frederick fred freddie fritz friedrich frederic
gabriel gabe
george jorge georg georges jurgen
gerald gerry jerry gerard gerhard
gregory greg gregor
harold harry hal
helen nell nellie helena elena ellen helene
henry hank harry hal heinrich henri enrique heinz
ignatius nacho ignacio
isabella bella izzy isabel isabelle
jacob jake jakob
james jim jimmy jamie jaime
janet jan
jeffrey jeff geoffrey geoff
jennifer jen jenny jenn
jessica jess jessie
john johnny jack jon johan johann johannes hans juan jean ivan giovanni jan janos
jonathan jon jonny nathan
joseph joe joey josef jose pepe giuseppe jozef
joshua josh
judith judy
kenneth ken kenny
lawrence larry laurence lorenz lars laurent
leonard leo len lenny leonardo
louis lou lewis ludwig luis luigi
lucas luke lukas lucasz lukasz
madeleine maddie madeline
magdalena magda lena
margaret maggie meg peg peggy marge margie margarethe margarita greta rita daisy
maria mary marie mia molly polly
mark marc marcus markus marco marek
martha marty marta
martin marty
matthew matt matthias mathias mateo matteo mateusz
maximilian max
maxwell max
michael mike mick mickey michel miguel mikhail misha michal michele mikey
nathaniel nate nathan nat
nicholas nick nicky nico klaus nicolas nikolaus nikolai kolya nicola
olivia liv livvy
oliver ollie
pamela pam
patricia pat patty tricia trish
patrick pat paddy patricio
paul pablo paolo pavel
peter pete pedro pierre piotr pyotr petr
philip phil philipp philippe felipe
rachel rach raquel
raymond ray
rebecca becky becca
richard dick rick ricky rich richie ricardo
robert rob bob bobby robbie bert roberto
ronald ron ronnie
rosemary rose rosie
samantha sam sammy
samuel sam sammy
sarah sally sara
sebastian seb bastian basti
sophia sophie sofia sofie sonya
stephanie steph stefanie
stephen steve steven stefan stephan esteban stefano
susan sue susie suzanne susanne suzie
teresa terry tess tessa theresa
theodore ted teddy theo
thomas tom tommy tomas tomasz
timothy tim timmy
ulrich uli
valentina valya
victoria vicky vic tori
vincent vince vinnie
vladimir volodya vova wladimir
walter walt wally
wilhelmina mina minnie willa
william bill billy will willy liam wilhelm guillermo guillaume willem
wolfgang wolf
yuri juri jury
zachary zach zack zac
"""

_GROUPS: dict[str, frozenset[str]] = {}
for _line in _LINES.split("\n"):
    _names = _line.split()
    for _name in _names:
        _GROUPS[_name] = _GROUPS.get(_name, frozenset()) | {_names[0]}


def formal(name: str) -> frozenset[str]:
    """Return the full names a folded given name may stand for, itself included."""
    return _GROUPS.get(name, frozenset()) | {name}
