export function GalleryPage() {
  return <p>gallery</p>;
}
