export interface Coordinates {
  latitude: number;
  longitude: number;
}

const earthRadiusKm = 6_371;
const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

/** Along the surface of the earth, in a straight line: a journey is longer. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const [from, to] = [toRadians(a.latitude), toRadians(b.latitude)];
  const half = (difference: number) => Math.sin(difference / 2) ** 2;
  const chord = half(to - from) + Math.cos(from) * Math.cos(to) * half(toRadians(b.longitude - a.longitude));
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
