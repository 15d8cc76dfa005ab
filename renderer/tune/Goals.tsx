import { useMemo, useState } from 'react';
import { Button, Group, NumberInput, Popover, Stack, Table, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cheapestThreshold, thresholdChoices } from '@shared/curves';
import type { ThresholdChoice } from '@shared/domain';
import { typedNumber } from '../parts/typed-number';
import { percent, range } from './percent';
import { setThreshold, useTune } from './tune-store';
import type { Tuning } from './tuning';

/** Thresholds for a purpose: a share of strangers, as many errors of both kinds, or what mistakes cost. */
export function Goals({ tuning }: { tuning: Tuning }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const use = (threshold: number) => {
    setThreshold(threshold);
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" shadow="lg" radius="lg" trapFocus withRoles>
      <Popover.Target>
        <Button
          variant="light"
          px={8}
          aria-label={t('tune.goals')}
          title={t('tune.goals')}
          onClick={() => setOpen(!open)}
          data-testid="threshold-goals"
        >
          <IconChevronDown size={17} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="lg" maw="calc(100vw - 40px)">
        <Stack gap="md">
          <Choices tuning={tuning} onUse={use} />
          <Costs tuning={tuning} onUse={use} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface Props {
  tuning: Tuning;
  onUse: (threshold: number) => void;
}

function Choices({ tuning, onUse }: Props) {
  const { t } = useTranslation();
  const choices = useMemo(() => thresholdChoices(tuning.photos), [tuning]);
  if (!choices.length) return <Text size="sm">{t('tune.noSuggestion')}</Text>;
  return (
    <Table verticalSpacing={4} fz="sm" aria-label={t('tune.goals')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('tune.purpose')}</Table.Th>
          <Table.Th>{t('tune.rate.falseAccept')}</Table.Th>
          <Table.Th>{t('tune.rate.falseReject')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {choices.map((choice) => (
          <ChoiceRow key={choice.target ?? 'equal'} choice={choice} onUse={onUse} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ChoiceRow({ choice, onUse }: { choice: ThresholdChoice; onUse: Props['onUse'] }) {
  const { t } = useTranslation();
  const { target, threshold } = choice;
  return (
    <Table.Tr>
      <Table.Td>
        {target === null ? t('tune.equal') : t('tune.oneIn', { count: Math.round(1 / target) })}
      </Table.Td>
      <Rate share={choice.falseAcceptRate} interval={choice.falseAcceptInterval} />
      <Rate share={choice.falseRejectRate} interval={choice.falseRejectInterval} />
      <Table.Td>
        <UseButton threshold={threshold} onUse={onUse} id={`goal-${target ?? 'equal'}`} />
      </Table.Td>
    </Table.Tr>
  );
}

function Rate({ share, interval }: { share: number; interval: ThresholdChoice['falseAcceptInterval'] }) {
  return (
    <Table.Td>
      {percent(share)}
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {range(interval)}
      </Text>
    </Table.Td>
  );
}

function Costs({ tuning, onUse }: Props) {
  const { t } = useTranslation();
  const costs = useTune((state) => state.costs);
  const cheapest = useMemo(
    () => cheapestThreshold(tuning.table, costs.wrongSale, costs.rejectedSale),
    [tuning, costs],
  );
  const field = (cost: keyof typeof costs) => (
    <NumberInput
      label={t(`tune.cost.${cost}`)}
      defaultValue={costs[cost]}
      onChange={(typed) => {
        const value = typedNumber(typed);
        if (value !== undefined) useTune.setState({ costs: { ...costs, [cost]: value } });
      }}
      min={0}
      w={170}
      data-testid={`cost-${cost}`}
    />
  );
  return (
    <div>
      <Text fw={600} size="sm" mb={6}>
        {t('tune.cost.title')}
      </Text>
      <Group align="flex-end" gap="sm">
        {field('wrongSale')}
        {field('rejectedSale')}
        {cheapest !== null && <UseButton threshold={cheapest} onUse={onUse} id="goal-cost" />}
      </Group>
    </div>
  );
}

function UseButton({ threshold, onUse, id }: { threshold: number; onUse: Props['onUse']; id: string }) {
  const { t } = useTranslation();
  return (
    <Button size="compact-sm" variant="light" onClick={() => onUse(threshold)} data-testid={id}>
      {t('tune.use', { threshold: threshold.toFixed(3) })}
    </Button>
  );
}
