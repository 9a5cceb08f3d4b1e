/** The withdrawals before a request for a signature: verified, because false ones would hide what is listed again. */
import { parseMetadata, type SignedData } from '../../../utils/channel/metadata.ts';
import { verifyLengthAndHashes } from '../../../utils/channel/verify-length-and-hashes.ts';
import { WITHDRAWALS_ROLE } from '../../../utils/channel/trusted-metadata.ts';
import { verifyThreshold } from '../../../utils/channel/verify-threshold.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { nodeCrypto } from '../node-crypto.ts';
import type { ListRequest } from '../signing/signature-request.ts';

/**
 * Throws a Refusal when the former list names who withdraws and the request leaves the withdrawals out. Throws a ChannelError
 * when they are not the signed ones. @param targets the former list, verified
 */
export async function openFormerWithdrawals(
  { withdrawals }: NonNullable<ListRequest['before']>,
  { delegations }: SignedData<'targets'>,
): Promise<Withdrawals> {
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  if (delegations === undefined || role === undefined) return new Map();
  if (withdrawals === null) {
    throw new Refusal('The request lacks the former withdrawals, so a name could be listed again: do not sign it.');
  }
  const name = 'the former withdrawals';
  const metadata = parseMetadata('targets', name, new Uint8Array(Buffer.from(JSON.stringify(withdrawals.metadata))));
  await verifyThreshold(name, metadata, { role, keys: delegations.keys }, nodeCrypto);
  const target = metadata.signed.targets[WITHDRAWN_TARGET];
  if (target === undefined) return new Map();
  const bytes = new Uint8Array(Buffer.from(withdrawals.file, 'base64'));
  await verifyLengthAndHashes(name, bytes, target, nodeCrypto);
  return decodeWithdrawals(bytes);
}
