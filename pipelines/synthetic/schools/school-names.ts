/** The hand-made schools of the demo district; larger districts continue with invented places. */
export const namedSchools = {
  elementary: [
    "Alameda Vista Elementary",
    "Bellflower Road Elementary",
    "Cesar Madrigal Elementary",
    "Dolores Quintana Elementary",
    "Eastbrook Elementary",
    "Fig Garden Elementary",
    "Harriet Lowell Elementary",
    "Las Golondrinas Elementary",
    "Mariposa Lane Elementary",
    "Orchard Hill Elementary",
    "Rosa Calderon Elementary",
  ],
  middle: ["Arroyo Seco Middle", "James Whitlock Middle", "Sierra Madrona Middle", "Walnut Grove Middle"],
  high: ["Camino Central High", "El Robledal High", "Ruth Ellison High"],
  brightpath: ["Brightpath Sunrise Academy", "Brightpath Discovery Middle", "Brightpath Summit High"],
  harbor: ["Harbor Lights Primary", "Harbor Collegiate High"],
};

export const placementName = "Non-Public School Placements";

// biome-ignore format: a list of words reads better in rows
const firstWords = [
  "Agua Dulce", "Alder", "Almond", "Amber", "Aspen", "Bayberry", "Birch", "Blue Heron", "Buena", "Canyon",
  "Cedar", "Chaparral", "Cielo", "Clover", "Copper", "Cottonwood", "Coyote", "Crescent", "Cypress", "Desert",
  "Eagle", "Elderberry", "Encina", "Estrella", "Fern", "Fox", "Garnet", "Golden", "Granite", "Hawk",
  "Hazel", "Heather", "Hickory", "Indigo", "Ironwood", "Jacaranda", "Juniper", "Lantana", "Laurel", "Lavender",
  "Lemon", "Linden", "Lupine", "Magnolia", "Manzanita", "Maple", "Meadow", "Mesa", "Mesquite", "Mission",
  "Mulberry", "Nopal", "Oleander", "Olive", "Osprey", "Palm", "Pepper Tree", "Pinyon", "Poppy", "Quail",
  "Redwood", "Sage", "Sandpiper", "Santa Lucia", "Saddle", "Silver", "Sparrow", "Sycamore", "Tamarind", "Willow",
];

// biome-ignore format: a list of words reads better in rows
const secondWords = [
  "Bend", "Bluff", "Bridge", "Brook", "Canyon", "Creek", "Crossing", "Dale", "Field", "Flats",
  "Forest", "Glen", "Grove", "Heights", "Hill", "Hollow", "Knoll", "Lake", "Landing", "Mesa",
  "Park", "Pass", "Point", "Prairie", "Ranch", "Ridge", "Spring", "Terrace", "Trail", "Valley",
];

/** A different invented place for every number below 2,100. */
export function inventedPlace(number: number): string {
  const first = firstWords[number % firstWords.length];
  const second = secondWords[(number + Math.floor(number / firstWords.length)) % secondWords.length];
  return `${first} ${second}`;
}
