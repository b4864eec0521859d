/** What a task needs of the environment in which it was submitted, whatever a node or a host has by itself. */
const carried =
  /^(TESSERA_(?!REPORT$|REQUIRE$|THREADS$|PLACE$)\w+|HF_(?!TOKEN$)\w+|XDG_CACHE_HOME|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|(HTTPS?|NO)_PROXY)$/i;

/** Names that a secret may have; a secret is never written into a file. */
const secret = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY/i;

/** The variables that are written into a manifest. Of proxies, those without a password. */
export function carriedEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        carried.test(entry[0]) &&
        !secret.test(entry[0]) &&
        !/\/\/[^/]*:[^/]*@/.test(entry[1]),
    ),
  );
}
