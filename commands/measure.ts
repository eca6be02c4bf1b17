import { join } from "node:path";
import { district } from "../district.config.ts";
import { today, wholeNumber } from "./given.ts";
import { pagesDir, root, type Values } from "./options.ts";
import { print } from "./tell.ts";

export async function measureSuppression(values: Values): Promise<void> {
  const { benchSuppress, tellSuppressBench } = await import("../bench/suppress.ts");
  const result = benchSuppress();
  print(values, result, tellSuppressBench(result));
}

export async function measureMutants(values: Values): Promise<void> {
  const { benchMutants, tellMutants } = await import("../bench/mutants/run.ts");
  const { progressOn } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, "bench mutants");
  const { only, sample, seed } = values;
  const result = await benchMutants({
    ...{ root, only, seed: wholeNumber("seed", seed, 2 ** 31) },
    sample: sample === undefined ? undefined : wholeNumber("sample", sample, 100_000),
    onProgress: (done, all) => show("judging", done, all),
  });
  end();
  print(values, result, tellMutants(result));
}

export async function measureLoad(values: Values): Promise<void> {
  const { benchLoad, tellLoadBench } = await import("../bench/load/run.ts");
  const place = { cache: join(root, ".cache", "bench"), pagesDir, program: join(root, "rollbook.ts") };
  const result = await benchLoad({ ...place, district });
  print(values, result, tellLoadBench(result));
}

export async function measureDelta(values: Values): Promise<void> {
  const { benchDelta, tellDeltaBench } = await import("../bench/load/delta.ts");
  const result = await benchDelta({
    students: wholeNumber("students", values.students, 640_000),
    asOf: values["as-of"] ?? district.schoolYears.at(-1)?.endsOn ?? today(values),
    ...{ district, cache: join(root, ".cache", "bench") },
  });
  print(values, result, tellDeltaBench(result));
}

export async function measureExcel(values: Values): Promise<void> {
  const { benchExcel, tellExcelBench } = await import("../bench/excel/run.ts");
  const result = await benchExcel();
  print(values, result, tellExcelBench(result));
}

export async function measureUsers(values: Values): Promise<void> {
  const { benchUsers, tellUsersBench } = await import("../bench/users/run.ts");
  const result = await benchUsers({
    users: wholeNumber("users", values.users, 5000),
    minutes: wholeNumber("minutes", values.minutes, 120),
    students: wholeNumber("students", values.students, 640_000),
    ...{ district, asOf: today(values), cache: join(root, ".cache", "bench"), pagesDir },
  });
  print(values, result, tellUsersBench(result));
}

export async function measureBurst(values: Values): Promise<void> {
  const { benchBurst, tellBurstBench } = await import("../bench/burst/run.ts");
  const result = await benchBurst({
    principals: wholeNumber("principals", values.principals, 2000),
    ...{ district, asOf: today(values), cache: join(root, ".cache", "bench"), pagesDir },
  });
  if (result.wrong_files.length > 0) process.exitCode = 1;
  print(values, result, tellBurstBench(result));
}

export async function measurePeers(values: Values): Promise<void> {
  const { benchPeers } = await import("../bench/peers/run.ts");
  const { tellPeersBench } = await import("../bench/peers/tell.ts");
  const result = await benchPeers({
    students: wholeNumber("students", values.students, 640_000),
    asOf: values["as-of"] ?? district.schoolYears.at(-1)?.endsOn ?? today(values),
    ...{ district, cache: join(root, ".cache", "bench"), pagesDir },
  });
  print(values, result, tellPeersBench(result));
}

export async function measureCluster(values: Values): Promise<void> {
  const { benchCluster, tellClusterBench } = await import("../bench/cluster/run.ts");
  const { progressOn } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, "bench cluster");
  const result = await benchCluster({
    onProgress: show,
    students: wholeNumber("students", values.students, 640_000),
    years: values.moved ? wholeNumber("years", values.years, 10) : 1,
    shards: values.shards ? [wholeNumber("shards", values.shards, 8)] : [1, 2, 3],
    asOf: values["as-of"] ?? district.schoolYears.at(-1)?.endsOn ?? today(values),
    ...{ district, cache: join(root, ".cache", "bench") },
  });
  end();
  print(values, result, tellClusterBench(result));
}

export async function measure(values: Values): Promise<void> {
  const { bench, tellBench } = await import("../bench/run.ts");
  const result = await bench({
    students: wholeNumber("students", values.students, 640_000),
    years: wholeNumber("years", values.years, 10),
    isMoved: values.moved === true,
    district,
    asOf: values["as-of"] ?? district.schoolYears.at(-1)?.endsOn ?? today(values),
    cache: join(root, ".cache", "bench"),
    pagesDir,
  });
  print(values, result, tellBench(result));
}
