import test from 'ava';
import { waitingReason } from '../../../../src/components/launchers/slurm/waiting-reason.ts';

test('a reason is said in words, with its own word for who looks it up', (t) => {
  t.is(waitingReason('PENDING', 'Priority'), 'jobs with a higher priority come first (Priority)');
  t.is(
    waitingReason('PENDING', 'ReqNodeNotAvail, UnavailableNodes:node7'),
    'the nodes that it needs are down or reserved (ReqNodeNotAvail, UnavailableNodes:node7)',
  );
  t.regex(waitingReason('PENDING', 'launch failed requeued held'), /scontrol release/);
});

test('a reason without words is told as it is', (t) => {
  t.is(waitingReason('PENDING', 'SomethingNew'), 'SomethingNew');
  t.is(waitingReason('PENDING', 'None'), 'the scheduler has not looked at it yet');
  t.regex(waitingReason('SUSPENDED', 'None'), /suspended/);
});
