/** Registers of licensed agencies among the files of a channel. */
import { FormatError } from '../indicators/format-error.ts';
import type { RegisterInUse } from '../register/answer-licences.ts';
import { isRegisterTarget } from '../register/register-file.ts';
import { openRegister } from '../register/register.ts';

/** One that cannot be read is left out. @param files of a channel; null for none */
export function readRegisters(files: ReadonlyMap<string, Uint8Array> | null, isSubscribed: boolean): RegisterInUse[] {
  return Array.from(files ?? []).flatMap(([name, bytes]) => {
    if (!isRegisterTarget(name)) return [];
    try {
      return [{ register: openRegister(bytes), isSubscribed }];
    } catch (error) {
      if (error instanceof FormatError) return [];
      throw error;
    }
  });
}
