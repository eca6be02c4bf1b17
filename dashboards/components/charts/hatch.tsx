/** The hatch that means "no funding source" or "a gap"; charts fill with `url(#hatch)`. */
export function HatchPattern() {
  return (
    <svg className="hatch-source" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" className="hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="7" className="hatch-line" />
        </pattern>
      </defs>
    </svg>
  );
}
