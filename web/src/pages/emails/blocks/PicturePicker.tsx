/** Choosing a picture among those that were uploaded, or uploading one. */
import { Button, Image, Modal, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core'
import { Dropzone, IMAGE_MIME_TYPE } from '@mantine/dropzone'
import { useDisclosure } from '@mantine/hooks'
import { IconPhoto, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { filesQuery, uploadFile } from '@/api/files'
import { queries } from '@/api/queries'
import type { Picture } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { number } from '@/format'
import { useAttr } from './inputs'
import type { Element } from './model/types'

const MOST_BYTES = 5 * 1024 * 1024
const TYPES = IMAGE_MIME_TYPE.filter((type) => /png|jpeg|gif|webp/.test(type))

export function PicturePicker({ block }: { block: Element }) {
  const { set, readOnly } = useAttr(block, 'src')
  return readOnly ? null : <PictureButton onChoose={(picture) => set(picture.url)} />
}

export function PictureButton({ onChoose }: { onChoose: (picture: Picture) => void }) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure()
  const choose = (picture: Picture) => {
    onChoose(picture)
    close()
  }
  return (
    <>
      <Button size="xs" variant="light" leftSection={<IconPhoto size={15} />} onClick={open}>{t('pictures.choose')}</Button>
      <Modal opened={opened} onClose={close} size="lg" title={t('pictures.title')}><Pictures onChoose={choose} /></Modal>
    </>
  )
}

function Pictures({ onChoose }: { onChoose: (picture: Picture) => void }) {
  const { t } = useTranslation()
  const query = useQuery(filesQuery)
  const upload = useMutation({
    mutationFn: uploadFile,
    onSuccess: (picture) => {
      void queries.invalidateQueries({ queryKey: ['files'] })
      onChoose(picture)
    },
  })
  return (
    <Stack>
      <Dropzone accept={TYPES} multiple={false} maxSize={MOST_BYTES} loading={upload.isPending} onDrop={(files) => files[0] && upload.mutate(files[0])} onReject={(files) => files[0] && upload.mutate(files[0].file)} aria-label={t('pictures.upload')}>
        <Stack align="center" gap={4} py="xs"><IconUpload size={22} /><Text fz="sm">{t('pictures.upload')}</Text><Text fz="xs" c="dimmed">{t('pictures.limits')}</Text></Stack>
      </Dropzone>
      {upload.error && <Problem error={upload.error} />}
      <Loaded query={query}>
        {(all) => all.length === 0 ? <Text fz="sm" c="dimmed">{t('pictures.none')}</Text> : (
          <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }}>
            {all.map((p) => (
              <UnstyledButton key={p.path} onClick={() => onChoose(p)} aria-label={p.name}>
                <Image src={p.path} alt="" h={96} fit="contain" radius="sm" bg="var(--mantine-color-gray-1)" />
                <Text fz="xs" truncate>{p.name}</Text>
                <Text fz="xs" c="dimmed">{p.width} × {p.height} · {number(Math.ceil(p.size / 1024))} KB</Text>
              </UnstyledButton>
            ))}
          </SimpleGrid>
        )}
      </Loaded>
    </Stack>
  )
}
