export function CompliancePage() {
  return <p>compliance</p>;
}
