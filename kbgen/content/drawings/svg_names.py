# SPDX-License-Identifier: MIT
"""The elements and attributes of SVG that a published drawing may have.

The list is that of SVG 1.1 and 2 without what can run or load anything: scripts, event attributes,
HTML in `foreignObject`, and references to other files.
"""

from __future__ import annotations

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS: Final = _names("""
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle
    clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA
    feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter font font-face
    font-face-format font-face-name font-face-src font-face-uri g glyph glyphRef hkern image line
    linearGradient marker mask missing-glyph mpath path pattern polygon polyline radialGradient rect
    set solidColor stop style svg switch symbol text textPath title tref tspan use view vkern
""")
ACTIVE_ELEMENTS: Final = _names("""
    script handler listener foreignObject iframe object embed audio video canvas html body
""")
"""Elements to report when they are removed. Others, such as an editor's metadata, do nothing."""
REFERENCES: Final = frozenset({"href", "src"})
"""Attributes whose value is an address."""
_PRESENTATION: Final = _names("""
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-profile color-rendering cursor direction display
    dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color flood-opacity
    font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch
    font-style font-variant font-variant-ligatures font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color
    line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity
    overflow overflow-wrap paint-order pointer-events shape-inside shape-margin shape-padding
    shape-rendering solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    tab-size text-align text-align-last text-anchor text-decoration text-decoration-color
    text-decoration-line text-decoration-style text-indent text-orientation text-overflow
    text-rendering text-transform transform transform-box transform-origin unicode-bidi
    vector-effect visibility white-space word-spacing writing-mode
""")
_GEOMETRY: Final = _names("""
    accumulate additive amplitude arabic-form ascent attributeName attributeType azimuth
    baseFrequency baseProfile bbox begin bias by calcMode cap-height class clipPathUnits
    contentScriptType contentStyleType cx cy d descent diffuseConstant divisor dur dx dy edgeMode
    elevation end exponent filterRes filterUnits format fr from fx fy g1 g2 glyph-name glyphRef
    gradientTransform gradientUnits height horiz-adv-x horiz-origin-x horiz-origin-y id ideographic
    in in2 intercept k k1 k2 k3 k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lang
    lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits
    max media mathematical method min mode name numOctaves offset operator order orient orientation
    origin overline-position overline-thickness panose-1 path pathLength patternContentUnits
    patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY rel rendering-intent repeatCount repeatDur
    requiredExtensions requiredFeatures restart result role rotate rx ry scale seed side slope
    space spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stemh
    stemv stitchTiles strikethrough-position strikethrough-thickness string style surfaceScale
    systemLanguage tabindex tableValues target targetX targetY textLength title to type u1 u2
    underline-position underline-thickness unicode unicode-range units-per-em v-alphabetic
    v-hanging v-ideographic v-mathematical values version vert-adv-y vert-origin-x vert-origin-y
    viewBox viewTarget width widths x x-height x1 x2 xChannelSelector y y1 y2 yChannelSelector z
    zoomAndPan
""")
ATTRIBUTES: Final = _PRESENTATION | _GEOMETRY
FREE_ATTRIBUTES: Final = r"(?:data|aria)-[\w.-]+"
"""Pattern of other attributes that do nothing."""
NOT_ANIMATED: Final = _names("href xlink:href style class id src")
"""Attributes that an animation must not change."""
