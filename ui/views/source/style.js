// How the views look, in light and dark. Pens and tones are those of the printed plan.
import { addStyle } from "./page.js";

const CSS = `
.idv{--idv-paper:var(--sheet,#fff);--idv-ground:var(--sheet,#fffdf9);--idv-ink:var(--ink,#26221c);--idv-soft:var(--soft,#5f584b);--idv-line:#3a3c40;--idv-detail:#77736b;
--idv-edge:var(--line,#ddd6c8);--idv-accent:var(--green,#2f5e4e);--idv-bad:#c4261d;--idv-wish:#a05a00;--idv-wall:#4a4a4c;--idv-floor:#faf6ef;--idv-wood:#f0e4d2;
--idv-cloth:#e8ebee;--idv-linen:#f8f9f9;--idv-fixture:#fdfefe;--idv-metal:#e4e8eb;--idv-stone:#eceeed;--idv-plant:#d5e4cf;
--idv-rug:#f1eade;--idv-glass:#dfedf4;--idv-clear:#1b6c9e;
position:relative;overflow:hidden;background:var(--idv-ground);color:var(--idv-ink);
font-size:14px;line-height:1.4;width:100%;height:100%;min-height:300px;box-sizing:border-box}
.dark .idv{--idv-line:#c9c4ba;--idv-detail:#8d877c;--idv-bad:#ff8375;--idv-wish:#f0b45c;--idv-wall:#8b867c;--idv-floor:#2a2723;--idv-wood:#4b4034;
--idv-cloth:#3b3f45;--idv-linen:#464a50;--idv-fixture:#43484c;--idv-metal:#3e4347;--idv-stone:#403f3d;--idv-plant:#3a4a33;
--idv-rug:#37322b;--idv-glass:#30434e;--idv-clear:#74bce8}
.idv *{box-sizing:border-box}
.idv-stack{display:flex;flex-direction:column;gap:0}.idv-stack>.idv-bar{position:static;padding:10px 10px 0}
.idv{container-type:inline-size}.idv-foot{flex:none;height:66px;padding:0 10px 10px;display:flex;align-items:stretch}.idv-foot .idv-card{position:static;flex:1;min-width:0;box-shadow:none;padding:3px 8px 3px 14px}.idv-foot .idv-card b{line-height:18px}.idv-foot .idv-card .what span{white-space:normal;line-height:15px;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}.idv-foot .idv-card .idv-bar{flex-wrap:nowrap;overflow-x:auto;min-width:0;max-width:100%;padding:3px;margin:-3px;scrollbar-width:none}.idv-foot .idv-bar button{flex:none}.idv svg.idv-plan:not([tabindex]):focus{outline:none}
.idv svg.idv-plan{display:block;width:100%;flex:1 1 0;min-height:0;touch-action:none;user-select:none;-webkit-user-select:none}
.idv path{fill:none;stroke:var(--idv-line);stroke-width:9;stroke-linejoin:round;stroke-linecap:round}
.idv .l-A-WALL{stroke:var(--idv-wall)}.idv .l-A-DOOR-SWNG,.idv .l-I-FURN-DETL,.idv .l-A-GLAZ{stroke:var(--idv-detail);stroke-width:5}
.idv .l-I-FURN-OVHD{stroke:var(--idv-detail);stroke-width:8;stroke-dasharray:45 30}
.idv .l-I-FURN-RUGS{stroke:#9a8f80;stroke-width:5}
.idv .t-paper{fill:var(--idv-paper)}.idv .t-floor{fill:var(--idv-floor)}.idv .t-wall{fill:var(--idv-wall)}.idv .t-wood{fill:var(--idv-wood)}
.idv .t-soft{fill:var(--idv-cloth)}.idv .t-linen{fill:var(--idv-linen)}.idv .t-fixture{fill:var(--idv-fixture)}.idv .t-metal{fill:var(--idv-metal)}
.idv .t-stone{fill:var(--idv-stone)}.idv .t-plant{fill:var(--idv-plant)}.idv .t-rug{fill:var(--idv-rug)}.idv .t-ink{fill:var(--idv-line)}.idv .t-glass{fill:var(--idv-glass)}
.idv .thing{cursor:grab;outline:none}.idv .thing.locked{cursor:default}.idv .thing.held{cursor:grabbing}
.idv .thing .hit{fill:transparent;stroke:transparent;stroke-width:28}
.idv .thing:hover .hit{stroke:var(--idv-soft);stroke-width:14}
.idv .thing:focus-visible .hit{stroke:var(--idv-accent);stroke-width:34;stroke-dasharray:60 34}
.idv .thing.chosen .hit{stroke:var(--idv-accent);stroke-width:26;stroke-dasharray:none}
.idv .thing.wish .hit{stroke:var(--idv-wish);stroke-width:22;stroke-dasharray:70 40}
.idv .thing.bad .hit{stroke:var(--idv-bad);stroke-width:28;fill:color-mix(in srgb,var(--idv-bad) 22%,transparent)}
.idv .name{fill:var(--idv-ink);paint-order:stroke;stroke:var(--idv-paper);stroke-width:.22em;stroke-linejoin:round;text-anchor:middle;dominant-baseline:central;pointer-events:none;font-weight:500}
.idv .name.dim{fill:var(--idv-soft)}
.idv .measure path{stroke:var(--idv-accent);stroke-width:7}.idv .measure text,.idv .room-measure text{text-anchor:middle;dominant-baseline:central;paint-order:stroke;stroke:var(--idv-ground);stroke-width:.3em;stroke-linejoin:round;pointer-events:none}
.idv .measure text{fill:var(--idv-accent);font-weight:600}.idv .room-measure path{stroke:var(--idv-soft);stroke-width:5}.idv .room-measure text{fill:var(--idv-soft)}
.idv .measure,.idv .room-measure,.idv .clear,.idv .guides{pointer-events:none}
.idv .clear path{stroke:var(--idv-clear);stroke-width:8;stroke-dasharray:40 32;fill:color-mix(in srgb,var(--idv-clear) 9%,transparent)}
.idv .guides path{stroke:var(--idv-accent);stroke-width:10;stroke-dasharray:24 24}
.idv svg.idv-plan{cursor:default}.idv .handle{cursor:grab}.idv .handle circle{fill:var(--idv-accent);stroke:var(--idv-paper);stroke-width:16}.idv .handle path{stroke:var(--idv-accent);stroke-width:12}
.idv .grip{cursor:nwse-resize}.idv .grip rect{fill:var(--idv-paper);stroke:var(--idv-accent);stroke-width:14}
.idv-lens{display:inline-flex;gap:4px;margin-left:auto}:is(#start,.idv) .idv-bar .idv-lens button{width:30px;padding:0;font-size:17px}
.idv .mark circle{fill:var(--idv-bad);stroke:var(--idv-paper);stroke-width:14}.idv .mark.wish circle{fill:var(--idv-wish)}.idv .mark text{fill:#fff;text-anchor:middle;dominant-baseline:central;font-weight:700;pointer-events:none}
.dark .idv .mark text{fill:#16191c}
.idv-bar{position:absolute;display:flex;gap:6px;flex-wrap:wrap;align-items:center;z-index:2}
.idv-bar.top{left:10px;top:10px;right:10px}.idv-bar.bottom{left:10px;bottom:10px;max-width:calc(100% - 20px)}
:is(#start,.idv) .idv-bar button{font:inherit;font-weight:500;font-size:13px;line-height:1;color:var(--idv-ink);background:var(--idv-paper);border:1px solid var(--idv-edge);border-radius:999px;
padding:0 13px;height:34px;cursor:pointer}
:is(#start,.idv) .idv-bar button:hover{border-color:var(--idv-soft)}
:is(#start,.idv) .idv-bar button[aria-pressed=true]{background:var(--idv-ink);color:var(--idv-paper)}
.idv-bar button:focus-visible,.idv canvas:focus-visible{outline:3px solid var(--idv-accent);outline-offset:1px}
.idv-card{position:absolute;left:10px;right:10px;bottom:10px;display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;background:var(--idv-paper);border:1px solid var(--idv-edge);border-radius:14px;
padding:8px 10px 8px 14px;box-shadow:0 4px 22px rgba(0,0,0,.13);z-index:3}
.idv-card[hidden],.idv-tip[hidden],.idv-empty[hidden]{display:none}
.idv-card .what{flex:1 1 150px;min-width:0}.idv-card b{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:600}
.idv-card span{color:var(--idv-soft);font-size:13px}.idv-card span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.idv-card .wrong{color:var(--idv-bad)}
.idv-card .idv-bar{position:static}
.idv-tip{position:absolute;max-width:260px;padding:8px 12px;border-radius:10px;background:var(--idv-ink);color:var(--idv-paper);pointer-events:none;z-index:4;font-size:13px}
.idv-tip b{display:block;font-weight:600}.idv-tip span{display:block}
.idv-empty{position:absolute;inset:0;display:grid;place-items:center;color:var(--idv-soft);padding:24px;text-align:center}
.idv .iv{position:absolute;inset:0;background:linear-gradient(#f3f4f3,#dfe2e2)}.dark .idv .iv{background:linear-gradient(#2a2f35,#1c2024)}
.idv .iv-bar{display:none}.idv .iv-card{display:none}.idv.walking canvas{cursor:move}
.idv-say{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.idv-drawing{height:auto;min-height:0;border:1px solid var(--idv-edge);border-radius:12px}
.idv-drawing svg.idv-plan{flex:none;height:min(52vh,420px)}
:is(#start,.idv) .idv-hint{margin:6px 12px 8px;color:var(--idv-soft);font-size:13px;min-height:20px}:is(#start,.idv) :is(.idv-hint,.idv-numbers) input{width:84px;padding:5px 8px;border:1px solid var(--idv-edge);border-radius:8px;background:var(--idv-paper);color:var(--idv-ink);font:inherit}
.idv-numbers{display:flex;flex-wrap:wrap;gap:8px 16px;padding:10px 12px 12px;border-top:1px solid var(--idv-edge);font-size:13px}
.idv-numbers label,.idv-hint label{display:inline-flex;gap:6px;align-items:center}.idv-row{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;flex-basis:100%}
.idv-row b{font-weight:600;min-width:9em;text-align:left}.idv-hint{text-align:left}.idv svg.idv-plan:focus-visible{outline:2px solid var(--idv-accent);outline-offset:-2px}:is(#start,.idv) .idv-row button{width:28px;height:28px;border-radius:50%;border:1px solid var(--idv-edge);background:none;color:var(--idv-soft);cursor:pointer;font:inherit}
:is(#start,.idv) .idv-numbers input[aria-invalid=true]{border-color:var(--idv-bad)}
.idv .idv-mesh{stroke:var(--idv-edge);stroke-width:6}.idv .idv-floor{fill:color-mix(in srgb,var(--idv-floor) 70%,transparent);stroke:none}.idv .idv-floor.wrong{fill:color-mix(in srgb,var(--idv-bad) 30%,transparent)}
.idv .idv-wall{cursor:move}.idv .idv-wall path{stroke:var(--idv-wall);stroke-linecap:square}.idv .idv-wall text{text-anchor:middle;dominant-baseline:central;fill:var(--idv-ink);paint-order:stroke;stroke:var(--idv-ground);stroke-width:.3em}
.idv .idv-opening{cursor:grab}.idv .idv-corner{fill:var(--idv-accent);stroke:var(--idv-paper);stroke-width:22;cursor:grab}.idv .idv-sketch{stroke:var(--idv-accent);stroke-width:26}.idv .idv-dot{fill:var(--idv-accent)}
:is(#start,.idv) .idv-bar button:disabled{opacity:.4;cursor:default}
@media (pointer:coarse){:is(#start,.idv) .idv-bar button{height:44px;padding:0 14px}:is(#start,.idv) .idv-bar .idv-lens button{width:44px}
:is(#start,.idv) .idv-row button{width:44px;height:44px}:is(#start,.idv) :is(.idv-hint,.idv-numbers) input{height:44px}}
@container (min-width:441px){.idv-foot .idv-card{flex-wrap:nowrap}.idv-foot .idv-card .what{flex:1 0 118px}:is(#start,.idv) .idv-foot .idv-bar button{padding:0 10px}}
@container (max-width:440px){.idv-foot{height:160px}.idv-foot .idv-card{align-content:center}.idv-foot .idv-card .idv-bar{flex-wrap:wrap;overflow:visible}.idv-card .what{flex-basis:100%}:is(#start,.idv) .idv-bar button{padding:0 12px}}
@media (pointer:fine){@container (min-width:400px) and (max-width:440px){.idv-foot{height:92px}.idv .idv-card{flex-flow:column nowrap;align-items:stretch;justify-content:center;gap:4px}
.idv .idv-card .what{flex:none;display:flex;gap:10px;align-items:baseline}.idv .idv-card b{flex:none;max-width:55%}.idv-foot .idv-card .what span{-webkit-line-clamp:1}
.idv .idv-card .idv-bar{flex-wrap:nowrap;overflow-x:auto;gap:4px}:is(#start,.idv) .idv-card .idv-bar button{padding:0 8px}}
@container (max-width:520px){.idv-stack>.idv-bar .idv-lens{position:absolute;right:10px;top:54px;flex-direction:column}}}
@media (prefers-reduced-motion:no-preference){.idv .thing{transition:opacity .15s}}
`;

export const dress = () => addStyle("idv-style", CSS);
