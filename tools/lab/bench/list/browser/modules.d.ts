/** Types of a peer that has none. */
declare module 'eth-phishing-detect/src/detector.js' {
  export default class Detector {
    constructor(configs: object[]);
    check(domain: string): { result: boolean };
  }
}
