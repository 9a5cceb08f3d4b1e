/** Rooms import downwards only: the order of the rooms is in `rooms.yaml`. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';

const RoomsSchema = v.strictObject({ layers: v.array(v.array(v.string())) });

/** Layers of folders, the lowest first. A room imports from itself and from lower layers. */
export type RoomLayers = v.InferOutput<typeof RoomsSchema>['layers'];

export function readRoomLayers(): RoomLayers {
  const file = fileURLToPath(new URL('rooms.yaml', import.meta.url));
  return v.parse(RoomsSchema, parse(readFileSync(file, 'utf8'))).layers;
}

/** One fault for each import that goes up, or across to another room of the same layer. */
export function roomImportFaults(path: string, imports: readonly string[], layers: RoomLayers): string[] {
  const from = placeOf(path, layers);
  if (from === null) return [];
  return imports.flatMap((module) => {
    if (!module.startsWith('.')) return [];
    const target = normalize(join(dirname(path), module)).replaceAll('\\', '/');
    const to = placeOf(target, layers);
    if (to === null || to.room === from.room || to.layer < from.layer) return [];
    return [`${path}: imports ${target}; ${from.room} may not import from ${to.room}`];
  });
}

/** Rooms of `utils` that no layer names. */
export function unknownRooms(paths: readonly string[], layers: RoomLayers): string[] {
  const rooms = new Set(paths.flatMap((path) => /^utils\/[^/]+(?=\/)/u.exec(path)?.[0] ?? []));
  return [...rooms]
    .filter((room) => !layers.flat().includes(room))
    .map((room) => `${room}: is in no layer of rooms.yaml`);
}

function placeOf(path: string, layers: RoomLayers): { room: string; layer: number } | null {
  let best: { room: string; layer: number } | null = null;
  for (const [layer, rooms] of layers.entries()) {
    for (const room of rooms) {
      if (path.startsWith(`${room}/`) && room.length > (best?.room.length ?? 0)) best = { room, layer };
    }
  }
  return best;
}
