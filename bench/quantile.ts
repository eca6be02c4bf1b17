/** The value that this share of the values does not exceed, to two decimals. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return Math.round(100 * (sorted[Math.max(0, at)] ?? 0)) / 100;
}
