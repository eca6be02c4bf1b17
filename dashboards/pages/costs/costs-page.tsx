export function CostsPage() {
  return <p>costs</p>;
}
