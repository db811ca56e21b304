/** Wilson's lower bound of a share, at 95 % on one side: what can be claimed after so few trials. */
export function lowerBound(right: number, of: number): number {
  if (of === 0) return 0;
  const [z, share] = [1.645, right / of];
  const centre = share + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return (centre - spread) / (1 + z ** 2 / of);
}
