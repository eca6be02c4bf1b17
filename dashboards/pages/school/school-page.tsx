export function SchoolPage() {
  return <p>school</p>;
}
