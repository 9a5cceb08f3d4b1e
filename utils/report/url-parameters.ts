/**
 * Which URL parameters identify a post, and which identify the person who reads it. Names are compared in lower case
 * without `-`, `_` and brackets: `session-id`, `sessionId` and `SESSION_ID` are the same.
 */

/** Parameters that name a post, on the sites of the adapters and in common forum and job-board software. */
const IDENTIFYING_PARAMETERS = new Set(
  `id jobid jk vjk jobkey currentjobid joblistingid jl ghjid jid jobno job jobidentifier jobpostingid vacancy vacancyid
  position positionid posid requisition requisitionid reqid req listing listingid offer offerid ad adid advert advertid
  post postid p pid storyfbid fbid multipermalinks v item itemid article articleid thread threadid tid topic aid no idx seq
  wrid recidx gino num detailid jobdetailid positionnumber encryptjobid note noteid mid sn biz`.split(/\s+/u),
);

/** Parameters whose value is a key, a session, a person or a tracking id. */
const PRIVATE_PARAMETERS = new RegExp(
  `^(?:${[
    'utm.*|mc[ce]id|mkttok|fbclid|gclid|gclsrc|dclid|msclkid|ttclid|twclid|yclid|igshid?|liclid|wbraid|gbraid|ga|gl|hsenc|hsmi',
    'trk.*|track.*|lipi|licu|refid|refsrc|referrer|referer|eid|ebp|mid(?:token|sig)|otptoken|from|source|src|cft\\d*|tn',
    '.*token.*|.*session.*|.*sess|s?sid|.*sessid|.*auth.*|.*csrf.*|.*xsrf.*|.*secret.*|.*cookie.*|liat|jwt|bearer|ticket',
    'sig|signature|hmac|nonce|state|otp|pin|apikey|key|pass|passwd|password|pwd|credential.*|magic.*|login.*|sso',
    '.*user.*|uid|uuid|guid|member.*|account.*|acct.*|candidate.*|applicant.*|seeker.*|profile(?:id|name|urn)?|viewer.*|visitor.*',
    'device.*|client.*|cid|.*e?mail.*|mobile.*|.*phone(?:no|number)|(?:first|last|full|given|family|middle)?name|fn|ln|dob|birth.*',
  ].join('|')})$`,
  'u',
);

function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export function isIdentifyingParameter(name: string): boolean {
  return IDENTIFYING_PARAMETERS.has(normalizeName(name));
}

export function isPrivateParameter(name: string): boolean {
  return PRIVATE_PARAMETERS.test(normalizeName(name));
}

/** A JSON Web Token, or the beginning of one that was cut. */
export const JWT = /eyJ[\w-]{10,}(?:\.[\w-]*){0,4}/gu;

/** Whether a value looks like a key: long, without spaces, letters and digits mixed. */
export function looksLikeSecret(value: string): boolean {
  return value.length >= 20 && /^[\w.~+/=%-]+$/u.test(value) && /\d/u.test(value) && /[a-z]/iu.test(value);
}
