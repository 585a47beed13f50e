// Lengths as people read them: metres with their language's decimal mark, or feet and inches to the nearest half inch.
export function length(metres, units, language) {
  if (units !== "imperial") return `${metres.toFixed(2).replace(".", language === "de" ? "," : ".")} m`;
  const halves = Math.round((metres / 0.0254) * 2);
  const feet = Math.floor(halves / 24);
  const inches = (halves - feet * 24) / 2;
  const shown = `${Math.floor(inches)}${inches % 1 ? "½" : ""}″`;
  return feet ? `${feet}′ ${shown}` : shown;
}

// A size: "140 × 200 × 55 cm" or "4′ 7″ × 6′ 7″ × 1′ 10″".
export function size(values, units) {
  if (units === "imperial") return values.map((v) => length(v, units)).join(" × ");
  return `${values.map((v) => Math.round(v * 100)).join(" × ")} cm`;
}

// What a person typed: "4.2", "4,2 m", "4 m 20", "420 cm", "13'9\"", "13 ft 9 in"; NaN when it is no length.
export function metres(text, units) {
  const said = text.trim().toLowerCase().replace(",", ".").replace(/[′’]/g, "'").replace(/[″”]/g, '"');
  const imperial = /^(?:(\d+(?:\.\d+)?)\s*(?:'|ft|feet|foot))?\s*(?:(\d+(?:\.\d+)?)\s*(?:"|in|inch|inches)?)?$/.exec(said);
  const both = /^(\d+)\s*m\s*(\d{1,2})\s*(?:cm)?$/.exec(said);
  if (both) return Number(both[1]) + Number(both[2]) / 100;
  const metric = /^(\d+(?:\.\d+)?)\s*(mm|cm|m)?$/.exec(said);
  if (metric && (metric[2] || units !== "imperial")) return Number(metric[1]) * { mm: 0.001, cm: 0.01, m: 1 }[metric[2] ?? "m"];
  if (metric) return Number(metric[1]) * 0.3048;
  if (!imperial || (imperial[1] === undefined && imperial[2] === undefined)) return NaN;
  return Number(imperial[1] ?? 0) * 0.3048 + Number(imperial[2] ?? 0) * 0.0254;
}
