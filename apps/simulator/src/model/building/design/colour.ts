/** A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.3, hue in degrees. */
export interface Colour {
  lightness: number;
  chroma: number;
  hue: number;
}

type Rgb = [number, number, number];

/** The nearest colour that a screen can show, as #rrggbb: what does not fit gives up chroma, not lightness or hue. */
export function toHex({ lightness, chroma, hue }: Colour): string {
  for (let left = chroma; ; left = Math.max(0, left - 0.008)) {
    const rgb = toLinear({ lightness, chroma: left, hue });
    if (left === 0 || rgb.every((part) => part >= -0.0005 && part <= 1.0005)) return write(rgb);
  }
}

function toLinear({ lightness, chroma, hue }: Colour): Rgb {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const write = (rgb: Rgb): string =>
  `#${rgb
    .map((part) => {
      const linear = Math.min(1, Math.max(0, part));
      const encoded = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
      return Math.round(encoded * 255)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;

const readLinear = (hex: string): Rgb => {
  const part = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};

export function fromHex(hex: string): Colour {
  const [red, green, blue] = readLinear(hex);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

const luminance = (hex: string): number => {
  const [red, green, blue] = readLinear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((first, second) => first - second) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, made lighter or darker until it can be read on all of these. */
export function readableOn(colour: Colour, backgrounds: string[], least = 4.6): string {
  const step = luminance(backgrounds[0]!) > 0.18 ? -0.01 : 0.01;
  for (let { lightness } = colour; lightness > 0 && lightness < 1; lightness += step) {
    const hex = toHex({ ...colour, lightness });
    if (backgrounds.every((background) => contrast(hex, background) >= least)) return hex;
  }
  return step < 0 ? '#000000' : '#ffffff';
}

/** `share` of the one colour, the rest of the other. */
export function mix(one: string, other: string, share: number): string {
  const [first, second] = [readLinear(one), readLinear(other)];
  const encode = (value: number) => Math.cbrt(value);
  return write(first.map((part, index) => (encode(part) * share + encode(second[index]!) * (1 - share)) ** 3) as Rgb);
}
