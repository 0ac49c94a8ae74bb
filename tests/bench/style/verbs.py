# SPDX-License-Identifier: MIT
"""List verbs that may begin docstrings of functions."""

from __future__ import annotations

from typing import Final

VERBS: Final = frozenset(
    """
    abort accept accumulate act activate add adjust advance aggregate align alias allocate allow analyze answer append
    apply approximate arrange ask assemble assert assign attach attempt authenticate await
    backfill balance begin benchmark bind block bootstrap bound break bring broadcast browse buffer build
    cache calculate call cancel canonicalize capture cast change check choose clamp clean clear clip clone close
    collapse collect combine compare compile complete compose compress compute concatenate configure confirm connect
    consider construct consume contain continue convert copy count cover crawl create cut
    dash deal decide declare decode decorate decrement deduplicate define delegate delete demand derive describe
    deserialize destroy detach detect determine diff disable discard disconnect discover dispatch display distribute
    divide do download draw drop dump duplicate
    echo edit emit empty enable encode end enforce ensure enter enumerate erase escape estimate evaluate examine
    exchange exclude execute exit expand expect explain export expose extend extract
    fail fall fetch fill filter finalize find finish fire fit fix flag flatten flush fold follow force fork format
    forward free freeze
    gather generate get give go grant group guard guess guarantee
    handle hash have help hide highlight hold hook host
    identify ignore implement import include increment indent index infer inherit initialize initialise inject insert
    inspect install instantiate instruct integrate interpolate interpret intersect invalidate inverse invert invoke
    isolate issue iterate
    join judge jump
    keep key kill know
    label launch lay leave lemmatize let limit link list listen load locate lock log look lower
    maintain make manage map mark mask match materialize measure memoize merge migrate minify mirror mock modify monitor
    mount move multiply mutate
    name narrow navigate negate normalize normalise note notify number
    observe obtain offer omit open operate opt order output override overwrite
    pack pad page parse partition pass patch pause peek perform permit persist pick pin pipe place plan play point poll
    pool pop populate position post predict prefer prefix prepare prepend present preserve prevent print probe process
    produce profile prompt propagate propose protect provide prune publish pull purge push put
    quantize query quit quote
    raise randomize rank reach read rebuild recalculate receive recognize recompute record recover redact redirect
    reduce refer refresh refuse regenerate register reject relate release reload remember remove rename render reopen
    reorder repair repeat replace replay reply report represent request require rerun reserve reset resize resolve
    respond restart restore restrict resume retrieve retry return reuse revert review revoke rewind rewrite roll rotate
    round route run
    sanitize save say scale scan schedule score scroll search see seek select send separate serialize serve set settle
    shift ship show shrink shuffle shut signal simplify simulate skip sleep slice slugify snapshot sort spawn specialize
    specify spell split squeeze stage start state stem step stitch stop store stream strip submit substitute subtract
    suggest sum summarize supply support suppress suspend swap switch synchronize
    tag take teach tell terminate test throw tick time toggle tokenize touch trace track train transfer transform
    transition translate transliterate traverse treat trigger trim truncate try tune turn tweak type
    unbind undo unescape unify uninstall unlink unlock unpack unquote unregister unset unwrap update upgrade upload use
    validate verify view visit
    wait walk warn watch weigh wire withhold wrap write
    yield zip
    shorten unload
    """.split()  # noqa: SIM905  (a column of words reads better than a list of strings)
)
