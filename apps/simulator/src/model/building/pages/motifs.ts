import type { Motif } from '../topics/topic.js';

/**
 * Drawings of 400 × 320. Classes carry the colours of the palette: p primary, a accent, s soft, g glow, w card, t text, and l for
 * lines without a filling.
 */
export const motifs: Record<Motif, string> = {
  bread: `<g class="l-soft"><path d="M200 22v26M120 44l14 22M280 44l-14 22M66 100l24 12M334 100l-24 12"/></g>
<circle class="g" cx="200" cy="150" r="86"/>
<path class="a" d="M72 214c0-52 56-88 128-88s128 36 128 88c0 22-14 34-36 34H108c-22 0-36-12-36-34z"/>
<path class="l-w" d="M138 158c14 8 22 22 22 40M186 146c14 8 22 24 22 46M236 150c12 8 20 22 20 42"/>
<path class="p" d="M54 256h292l-10 26H64z"/>
<circle class="w" cx="104" cy="269" r="4"/><circle class="w" cx="296" cy="269" r="4"/>`,
  cup: `<path class="l-soft" d="M160 96c-14-16 14-28 0-46M204 96c-14-16 14-28 0-46M248 96c-14-16 14-28 0-46"/>
<circle class="g" cx="204" cy="186" r="96"/>
<path class="l-p" d="M282 152h20c20 0 32 14 32 32s-14 34-36 34h-24"/>
<path class="p" d="M116 124h172v70c0 42-28 66-66 66h-40c-38 0-66-24-66-66z"/>
<ellipse class="a" cx="202" cy="126" rx="86" ry="16"/>
<path class="w" d="M172 126c10-10 20-10 30-2 10-8 20-8 30 2-10 8-20 10-30 2-10 8-20 6-30-2z"/>
<rect class="a" x="92" y="270" width="220" height="14" rx="7"/>`,
  plate: `<circle class="g" cx="200" cy="164" r="118"/><circle class="w" cx="200" cy="164" r="100"/><circle class="l-soft" cx="200" cy="164" r="72"/>
<path class="a" d="M150 178c0-34 24-54 52-54s50 22 50 54c0 8-8 14-18 14h-66c-10 0-18-6-18-14z"/>
<circle class="p" cx="176" cy="158" r="11"/><circle class="p" cx="216" cy="148" r="9"/><circle class="p" cx="222" cy="174" r="7"/>
<path class="leaf" d="M198 126c2-26 20-36 40-34 0 22-16 36-40 34z"/>
<path class="l-p" d="M58 78v54c0 18 30 18 30 0V78M73 78v176M330 254V78c-22 8-28 44-26 88h26"/>`,
  scissors: `<circle class="g" cx="200" cy="160" r="112"/>
<path class="l-p" d="M132 66l106 142M268 66L162 208"/>
<circle class="l-a" cx="138" cy="236" r="32"/><circle class="l-a" cx="262" cy="236" r="32"/>
<circle class="w" cx="200" cy="158" r="7"/>
<rect class="p" x="304" y="84" width="30" height="150" rx="8"/><path class="l-w" d="M322 100h12M322 118h12M322 136h12M322 154h12M322 172h12M322 190h12M322 208h12"/>
<path class="l-soft" d="M62 110c24 10 24 40 0 52s-24 40 0 52"/>`,
  weights: `<circle class="g" cx="200" cy="156" r="112"/>
<rect class="t" x="110" y="148" width="180" height="16" rx="8"/>
<rect class="p" x="92" y="96" width="34" height="120" rx="12"/><rect class="p" x="274" y="96" width="34" height="120" rx="12"/>
<rect class="a" x="60" y="116" width="28" height="80" rx="10"/><rect class="a" x="312" y="116" width="28" height="80" rx="10"/>
<path class="l-soft" d="M120 268h40l14-26 22 50 20-38 10 14h54"/>`,
  heart: `<circle class="g" cx="200" cy="158" r="116"/>
<path class="p" d="M200 258c-70-44-104-82-104-122 0-32 24-54 52-54 22 0 40 12 52 34 12-22 30-34 52-34 28 0 52 22 52 54 0 40-34 78-104 122z"/>
<path class="l-w" d="M112 164h44l16-30 26 60 20-40 10 10h60"/>
<path class="a" d="M306 60h20v20h20v20h-20v20h-20v-20h-20V80h20z"/>`,
  paw: `<circle class="g" cx="200" cy="160" r="116"/>
<path class="p" d="M200 160c40 0 74 44 74 76 0 24-18 36-38 36-14 0-24-8-36-8s-22 8-36 8c-20 0-38-12-38-36 0-32 34-76 74-76z"/>
<ellipse class="a" cx="116" cy="150" rx="24" ry="32"/><ellipse class="a" cx="166" cy="100" rx="25" ry="36"/><ellipse class="a" cx="234" cy="100" rx="25" ry="36"/><ellipse class="a" cx="284" cy="150" rx="24" ry="32"/>`,
  flower: `<circle class="g" cx="200" cy="130" r="108"/>
<path class="l-leaf" d="M200 150c4 50 2 90-4 150"/><path class="leaf" d="M198 248c-40 6-66-12-74-44 40-6 68 10 74 44zM200 226c34 0 58-18 62-48-36 0-60 16-62 48z"/>
<g class="p"><ellipse cx="200" cy="76" rx="28" ry="40"/><ellipse cx="200" cy="76" rx="28" ry="40" transform="rotate(72 200 122)"/><ellipse cx="200" cy="76" rx="28" ry="40" transform="rotate(144 200 122)"/><ellipse cx="200" cy="76" rx="28" ry="40" transform="rotate(216 200 122)"/><ellipse cx="200" cy="76" rx="28" ry="40" transform="rotate(288 200 122)"/></g>
<circle class="a" cx="200" cy="122" r="26"/><circle class="w" cx="200" cy="122" r="9"/>
<circle class="a" cx="82" cy="226" r="14"/><circle class="a" cx="322" cy="232" r="18"/><path class="l-leaf" d="M82 240v60M322 250v50"/>`,
  bag: `<circle class="g" cx="200" cy="164" r="112"/>
<path class="p" d="M104 118h192l16 156c0 10-6 14-14 14H102c-8 0-14-4-14-14z"/>
<path class="l-t" d="M152 150v-44c0-30 20-50 48-50s48 20 48 50v44"/>
<circle class="w" cx="152" cy="152" r="7"/><circle class="w" cx="248" cy="152" r="7"/>
<path class="a" d="M200 178l14 28 31 4-22 22 5 30-28-14-28 14 5-30-22-22 31-4z"/>`,
  camera: `<circle class="g" cx="200" cy="160" r="118"/>
<path class="p" d="M88 112h56l16-28h80l16 28h56c14 0 24 10 24 24v104c0 14-10 24-24 24H88c-14 0-24-10-24-24V136c0-14 10-24 24-24z"/>
<circle class="w" cx="200" cy="186" r="58"/><circle class="a" cx="200" cy="186" r="42"/><circle class="t" cx="200" cy="186" r="20"/><circle class="w" cx="214" cy="172" r="7"/>
<rect class="w" x="286" y="130" width="26" height="14" rx="7"/>`,
  screen: `<circle class="g" cx="204" cy="152" r="118"/>
<rect class="t" x="64" y="62" width="272" height="180" rx="16"/><rect class="w" x="76" y="86" width="248" height="144" rx="8"/>
<circle class="a" cx="86" cy="74" r="5"/><circle class="p" cx="102" cy="74" r="5"/>
<path class="l-p" d="M96 204l44-40 34 22 50-62 36 30 44-44"/><rect class="s" x="96" y="104" width="84" height="12" rx="6"/><rect class="s" x="96" y="124" width="56" height="12" rx="6"/>
<path class="t" d="M168 242h64l10 34h-84z"/><rect class="p" x="136" y="274" width="128" height="12" rx="6"/>`,
  book: `<circle class="g" cx="200" cy="156" r="114"/>
<path class="p" d="M60 96c52-16 104-10 140 16 36-26 88-32 140-16v160c-52-14-104-8-140 18-36-26-88-32-140-18z"/>
<path class="w" d="M78 108c44-10 84-4 112 16v126c-32-16-70-20-112-12zM322 108c-44-10-84-4-112 16v126c32-16 70-20 112-12z"/>
<path class="l-soft" d="M98 136c24-4 48 0 70 10M98 162c24-4 48 0 70 10M98 188c24-4 48 0 70 10M302 136c-24-4-48 0-70 10M302 162c-24-4-48 0-70 10"/>
<path class="a" d="M264 78h34v86l-17-16-17 16z"/>`,
  tools: `<circle class="g" cx="200" cy="160" r="116"/>
<path class="p" d="M112 66a46 46 0 0 0 50 62l104 116c8 10 24 10 34 2s10-24 0-34L184 106a46 46 0 0 0-60-54l28 30-6 24-24 8z"/>
<rect class="a" x="232" y="58" width="84" height="40" rx="8" transform="rotate(42 274 78)"/><path class="l-t" d="M262 104L126 252"/>
<circle class="w" cx="282" cy="230" r="8"/>`,
  scales: `<circle class="g" cx="200" cy="158" r="114"/>
<rect class="t" x="193" y="70" width="14" height="180" rx="7"/><rect class="p" x="140" y="246" width="120" height="18" rx="9"/><rect class="t" x="92" y="92" width="216" height="12" rx="6"/>
<path class="l-soft" d="M108 104l-36 84M108 104l36 84M292 104l-36 84M292 104l36 84"/>
<path class="a" d="M62 186h92c0 26-20 42-46 42s-46-16-46-42zM246 186h92c0 26-20 42-46 42s-46-16-46-42z"/><circle class="p" cx="200" cy="70" r="16"/>`,
  house: `<circle class="g" cx="206" cy="150" r="116"/><circle class="a" cx="300" cy="82" r="26"/>
<path class="p" d="M200 66l124 98v12h-22v98H98v-98H76v-12z"/>
<rect class="w" x="176" y="198" width="48" height="76" rx="4"/><rect class="w" x="122" y="184" width="36" height="36" rx="4"/><rect class="w" x="242" y="184" width="36" height="36" rx="4"/>
<path class="leaf" d="M40 276c0-34 14-52 30-52s30 18 30 52zM306 276c0-26 12-42 26-42s26 16 26 42z"/><rect class="s" x="30" y="272" width="340" height="12" rx="6"/>`,
  party: `<circle class="g" cx="200" cy="160" r="114"/>
<path class="p" d="M92 270l54-140 92 92z"/><path class="l-w" d="M124 188l60 60M108 230l30 30"/>
<path class="l-a" d="M212 158c10-40 40-20 44-56M238 190c40-4 40-40 80-34"/>
<circle class="a" cx="196" cy="86" r="10"/><circle class="p" cx="296" cy="96" r="12"/><circle class="a" cx="312" cy="216" r="9"/><circle class="p" cx="146" cy="82" r="7"/>
<path class="a" d="M258 60l6 14 15 2-11 10 3 15-13-7-13 7 3-15-11-10 15-2z"/><rect class="p" x="270" y="240" width="14" height="14" transform="rotate(30 277 247)"/>`,
  leaf: `<circle class="g" cx="200" cy="156" r="116"/>
<path class="leaf" d="M108 232c-14-96 50-166 190-166 6 128-64 206-190 166z"/><path class="l-w" d="M92 268c34-70 78-112 146-150M150 204c0-24-4-40-12-56M186 168c22 4 42 2 62-6"/>
<circle class="a" cx="304" cy="226" r="22"/><circle class="p" cx="92" cy="96" r="14"/>`,
  music: `<circle class="g" cx="200" cy="158" r="116"/><circle class="t" cx="176" cy="166" r="86"/><circle class="l-soft" cx="176" cy="166" r="62"/><circle class="p" cx="176" cy="166" r="34"/><circle class="w" cx="176" cy="166" r="8"/>
<path class="a" d="M262 70l74-18v30l-54 14v112a26 22 0 1 1-20-20z"/>`,
  spark: `<circle class="g" cx="190" cy="160" r="116"/>
<rect class="p" x="84" y="104" width="132" height="132" rx="28" transform="rotate(-10 150 170)"/>
<circle class="a" cx="254" cy="196" r="62"/><path class="w" d="M150 122l16 34 36 6-26 26 6 36-32-18-32 18 6-36-26-26 36-6z"/>
<path class="l-soft" d="M292 66v40M272 86h40M70 60v24M58 72h24"/>`,
};
