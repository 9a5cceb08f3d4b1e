/** The folder `registers/` of a channel: one file for each country, published with the next `channel sign`. */
import { statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FormatError } from '../../utils/indicators/format-error.ts';
import { openRegister, type Register } from '../../utils/register/register.ts';
import { isRegisterTarget, registerTarget } from '../../utils/register/register-file.ts';
import { channelPaths, writeAtomically } from '../channel/channel-folder.ts';
import { readLimitedFile } from '../channel/read-text-file.ts';
import type { OutputFile } from '../channel/signing/sign-for-role.ts';
import { isThere } from '../is-there.ts';
import { Refusal } from '../refusal.ts';

/** `registers/ph.json` in the folder is the target `registers.ph.json` of the channel. */
export function registerPath(dir: string, country: string): string {
  return join(channelPaths(dir).registers, `${country.toLowerCase()}.json`);
}

/** Returns the target files of all registers of the channel. Throws a Refusal when one cannot be read. */
export async function registerTargets(dir: string): Promise<OutputFile[]> {
  const folder = channelPaths(dir).registers;
  if (!isThere(folder)) return [];
  const names = (await readdir(folder)).filter((name) => isRegisterTarget(`registers.${name}`)).sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readLimitedFile(join(folder, name));
      openOrRefuse(bytes, join(folder, name));
      return { name: registerTarget(basename(name, '.json')), bytes };
    }),
  );
}

/**
 * Returns the countries whose registers are published and would leave with the next signature. Throws a Refusal when the whole
 * folder was lost: "register remove" leaves it. @param published names of the published target files
 */
export async function leavingRegisters(dir: string, published: readonly string[]): Promise<string[]> {
  const folder = channelPaths(dir).registers;
  const named = published.filter(isRegisterTarget);
  if (named.length > 0 && !isThere(folder)) {
    throw new Refusal(
      `${folder} is missing, and registers are published: ${named.join(', ')}. All of them would leave.`,
      `Put a copy of it back: the host has each as targets/DIGEST.NAME. If they shall leave: make an empty folder. Nothing was changed.`,
    );
  }
  const here = isThere(folder) ? (await readdir(folder)).map((name) => `registers.${name}`) : [];
  return named.filter((name) => !here.includes(name)).map((name) => name.split('.')[1] ?? name);
}

/** Opens registers from a file, a folder of them, or a channel's folder. Throws a Refusal when there is none. */
export async function openRegisters(place: string): Promise<Register[]> {
  if (!isThere(place)) throw new Refusal(`There is no ${place}.`);
  if (!statSync(place).isDirectory()) return [openOrRefuse(await readLimitedFile(place), place)];
  const inside = channelPaths(place).registers;
  const folder = isThere(inside) ? inside : place;
  const names = (await readdir(folder)).filter((name) => /^(?:registers\.)?[a-z]{2}\.json$/u.test(name)).sort();
  if (names.length === 0) throw new Refusal(`${place} holds no register. Make one: register import ${place} FILE`);
  return Promise.all(
    names.map(async (name) => openOrRefuse(await readLimitedFile(join(folder, name)), join(folder, name))),
  );
}

function openOrRefuse(bytes: Uint8Array, file: string): Register {
  try {
    return openRegister(new Uint8Array(bytes));
  } catch (error) {
    if (error instanceof FormatError) throw new Refusal(`${file}: ${error.message}`);
    throw error;
  }
}

export async function writeRegister(dir: string, country: string, text: string): Promise<void> {
  await writeAtomically(registerPath(dir, country), text);
}

/** Throws a Refusal when the channel has no register of the country. */
export async function removeRegister(dir: string, country: string): Promise<void> {
  const file = registerPath(dir, country);
  if (!/^[a-z]{2}$/iu.test(country) || !isThere(file)) throw new Refusal(`${dir} has no register of "${country}".`);
  await rm(file);
}
