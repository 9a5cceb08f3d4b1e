/** Stories run in lanes side by side, each with its own ports, folders and builds. */
import { join } from 'node:path';

/** Four, or the number in STORY_LANES: on two processors they take a twelfth less time than three. */
export const LANE_COUNT = Number(process.env['STORY_LANES'] ?? 4);

/** The lane of this process, from 1. Vitest gives its workers numbers; commands that use a story without it are in lane 1. */
export const LANE = Math.min(Number(process.env['VITEST_POOL_ID'] ?? 1), LANE_COUNT);

const PORTS_PER_LANE = 10;

/** The loopback port that stands in this lane for a port of lane 1. */
export function portInLane(port: number): number {
  return port + (LANE - 1) * PORTS_PER_LANE;
}

/** A folder below `.test` that no other lane uses. */
export function laneFolder(name: string): string {
  return join('.test', `lane-${LANE}`, name);
}
