/** Students counted of students, the rate in percent as it was published, and the same for the year before. */
export type Example = { group: string; n: number; d: number; rate: string };
export type Compared = Example & { n0: number; d0: number; rate0: string; change: string };

/** www6.cde.ca.gov/californiamodel/report?cdcode=0000000&indicator=susp&year=2023, and year=2022. */
export const suspensions2023: readonly Compared[] = [
  {
    group: "ALL",
    n: 212_681,
    d: 6_019_472,
    rate: "3.5",
    n0: 189_079,
    d0: 6_066_021,
    rate0: "3.1",
    change: "0.4",
  },
  {
    group: "EL",
    n: 44_852,
    d: 1_210_425,
    rate: "3.7",
    n0: 38_760,
    d0: 1_216_311,
    rate0: "3.2",
    change: "0.5",
  },
  { group: "FOS", n: 5_706, d: 41_901, rate: "13.6", n0: 5_373, d0: 43_194, rate0: "12.4", change: "1.2" },
  { group: "HOM", n: 15_899, d: 246_480, rate: "6.5", n0: 12_278, d0: 224_199, rate0: "5.5", change: "1.0" },
  {
    group: "SED",
    n: 171_622,
    d: 3_792_885,
    rate: "4.5",
    n0: 149_572,
    d0: 3_761_917,
    rate0: "4.0",
    change: "0.5",
  },
  { group: "SWD", n: 51_719, d: 874_795, rate: "5.9", n0: 46_070, d0: 847_770, rate0: "5.4", change: "0.5" },
  { group: "AA", n: 27_038, d: 308_426, rate: "8.8", n0: 24_887, d0: 315_483, rate0: "7.9", change: "0.9" },
  { group: "AI", n: 1_995, d: 26_981, rate: "7.4", n0: 1_787, d0: 27_969, rate0: "6.4", change: "1.0" },
  { group: "AS", n: 6_162, d: 582_802, rate: "1.1", n0: 5_181, d0: 577_174, rate0: "0.9", change: "0.2" },
  { group: "FI", n: 1_767, d: 134_975, rate: "1.3", n0: 1_651, d0: 138_991, rate0: "1.2", change: "0.1" },
  {
    group: "HI",
    n: 128_041,
    d: 3_375_948,
    rate: "3.8",
    n0: 111_447,
    d0: 3_385_006,
    rate0: "3.3",
    change: "0.5",
  },
  { group: "PI", n: 1_256, d: 25_508, rate: "4.9", n0: 1_179, d0: 25_929, rate0: "4.5", change: "0.4" },
  {
    group: "WH",
    n: 35_558,
    d: 1_235_033,
    rate: "2.9",
    n0: 33_517,
    d0: 1_272_253,
    rate0: "2.6",
    change: "0.2",
  },
  { group: "MR", n: 10_864, d: 329_799, rate: "3.3", n0: 9_430, d0: 323_229, rate0: "2.9", change: "0.4" },
];

/** www6.cde.ca.gov/californiamodel/report?cdcode=0000000&indicator=chron&year=2022. */
export const chronicAbsence2022: readonly Example[] = [
  { group: "ALL", n: 1_201_696, d: 4_009_260, rate: "30.0" },
  { group: "EL", n: 318_343, d: 947_569, rate: "33.6" },
  { group: "FOS", n: 11_902, d: 28_245, rate: "42.1" },
  { group: "HOM", n: 67_474, d: 149_609, rate: "45.1" },
  { group: "SED", n: 938_514, d: 2_506_779, rate: "37.4" },
  { group: "SWD", n: 222_219, d: 560_749, rate: "39.6" },
  { group: "AA", n: 87_624, d: 204_028, rate: "42.9" },
  { group: "AI", n: 7_581, d: 17_662, rate: "42.9" },
  { group: "AS", n: 44_622, d: 387_911, rate: "11.5" },
  { group: "FI", n: 14_018, d: 86_688, rate: "16.2" },
  { group: "HI", n: 800_196, d: 2_234_061, rate: "35.8" },
  { group: "PI", n: 7_297, d: 16_623, rate: "43.9" },
  { group: "WH", n: 182_191, d: 830_447, rate: "21.9" },
  { group: "MR", n: 58_167, d: 231_840, rate: "25.1" },
];
