export function DataPage() {
  return <p>data</p>;
}
