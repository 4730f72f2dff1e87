/** @jsxImportSource hono/jsx */
/** Finding a contract (SKC001), the list (SKC002), a contract's state in words (SKC003). */
import type { Contract, ContractList } from '../../back-office/client.ts';
import { Csrf, Facts, Field, Lines } from '../../site/frame/form.tsx';
import type { Refused } from '../../site/problem.ts';
import { contractWords, currentNames, nextNames } from './contract-words.ts';
import { referenceLength } from './limits.ts';
import { contractText, deedTexts, findText, frameText, listText as l, reasonText } from './text.ts';

export const contractPath = (reference: string) => `/contracts/by/${reference}`;

export function Find(props: { csrf: string; reference: string; refused: Refused }) {
  const { csrf, reference, refused } = props;
  return (
    <>
      <form class="card" method="post" action="/contracts/find">
        <Csrf token={csrf} />
        <Field
          name="reference"
          refused={refused}
          label={findText.reference}
          format={findText.format}
          value={reference}
          autocomplete="off"
          maxlength={referenceLength}
          required
        />
        <p class="buttons">
          <button class="primary">{findText.submit}</button>
        </p>
      </form>
      <p>
        {findText.listLead} <a href="/contracts/list">{frameText.list}</a>
      </p>
    </>
  );
}

export function List({ contracts, next }: ContractList) {
  return (
    <>
      <p>{contracts.length === 0 ? l.none : l.lead}</p>
      {contracts.map(({ reference, current, next: onItsWay }) => (
        <section class="card contract">
          <h2>
            <a href={contractPath(reference)}>{reference}</a>
          </h2>
          <Facts
            facts={[
              { name: l.current, value: currentNames[current] },
              { name: l.next, value: nextNames[onItsWay] },
            ]}
          />
        </section>
      ))}
      {next !== null && (
        <p class="buttons">
          <a class="button secondary" href={`/contracts/list?after=${next}`}>
            {l.more}
          </a>
        </p>
      )}
    </>
  );
}

export function ContractState({ contract }: { contract: Contract }) {
  const { reference } = contract;
  const words = contractWords(contract);
  return (
    <>
      <StateCards contract={contract} />
      <section class="card">
        <h2>{contractText.todo}</h2>
        <Lines lines={words.todo} />
      </section>
      <section class="card">
        <h2>{contractText.deeds}</h2>
        {words.deeds.length === 0 && <p>{contractText.noDeeds}</p>}
        <p class="buttons">
          {words.deeds.map((deed) => (
            <a class="button secondary" href={`${contractPath(reference)}/${deed}`}>
              {deedTexts[deed].name}
            </a>
          ))}
          <a class="button primary" href={contractPath(reference)}>
            {contractText.again}
          </a>
        </p>
      </section>
    </>
  );
}

/** What is in use and what is on its way, on each page about a contract. */
export function StateCards({ contract }: { contract: Contract }) {
  const { current, next } = contractWords(contract);
  return (
    <>
      <section class="card">
        <Facts
          facts={[{ name: reasonText.reference, value: contract.reference, id: 'reference' }]}
        />
        <h2>{contractText.inUse}</h2>
        <p id="current">{current.sentence}</p>
        {current.facts.length > 0 && <Facts facts={current.facts} />}
      </section>
      <section class="card">
        <h2>{contractText.onItsWay}</h2>
        <p id="next">{next.sentence}</p>
        {next.facts.length > 0 && <Facts facts={next.facts} />}
      </section>
    </>
  );
}
