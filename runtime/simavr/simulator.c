/* Runs an AVR image on the simavr library: built on the user's computer, cc simulator.c -lsimavr. Two uses:
 *
 *   simulator proof MCU HZ IMAGE READING_BYTES SCORE_BYTES
 *     The image is harness_avr.c with a model. It asks through general purpose registers, as that file says. Reads rows.bin
 *     (uint32 row count, then the rows), writes scores.bin and measured.txt: "stack BYTES", then a line "CYCLES INSTRUCTIONS"
 *     for each timed row, the call and the return among them.
 *     Exit status: that of the image, see verify.Ending; 250 where the processor crashed, with fault.bin.
 *
 *   simulator sketch MCU HZ IMAGE INPUTS
 *     The image is any program. INPUTS has a line for each thing that reaches the chip, in order of time, in clock cycles:
 *       CYCLE serial BYTE | CYCLE analog CHANNEL MILLIVOLTS | CYCLE pin PORT BIT LEVEL | CYCLE end
 *     Writes what the chip does to events.txt, a line each:
 *       CYCLE serial BYTE | CYCLE analog CHANNEL | CYCLE port PORT DIRECTIONS LEVELS | CYCLE pins PORT LEVELS |
 *       CYCLE pwm TIMER OUTPUT DUTY | CYCLE end done|crashed|asleep|flood
 */
#include <simavr/avr_adc.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_io.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAD_USE = 64, NO_INPUT = 2, NO_OUTPUT = 4, CRASHED = 250 };
/* Data addresses of GPIOR0, 1 and 2 on every ATmega of the x8, x4 and x0 families. */
enum { GPIOR0 = 0x3E, GPIOR1 = 0x4A, GPIOR2 = 0x4B };
enum { TIMED_ROWS = 32, SUPPLY_MILLIVOLTS = 5000 };
/* Cycles that one call of avr_run may take where no timer is due: fewer calls are faster. */
enum { LONG_RUN = 100000 };
static const long MOST_OUTPUT = 64L << 20;

static avr_t *avr;

static void silent(avr_t *chip, const int level, const char *format, va_list arguments) {
    (void)chip, (void)level, (void)format, (void)arguments;
}

/* Time passes in the chip alone. */
static void no_sleep(avr_t *chip, avr_cycle_count_t cycles) {
    (void)chip, (void)cycles;
}

static int load(const char *mcu, const char *hertz, const char *image) {
    elf_firmware_t firmware;
    memset(&firmware, 0, sizeof firmware);
    avr_global_logger_set(silent);
    avr = avr_make_mcu_by_name(mcu);
    if (avr == NULL) {
        fprintf(stderr, "simavr does not know the chip '%s'\n", mcu);
        return 0;
    }
    avr_init(avr);
    if (elf_read_firmware(image, &firmware) != 0 || firmware.flashsize == 0) {
        fprintf(stderr, "cannot read the image %s\n", image);
        return 0;
    }
    firmware.frequency = (uint32_t)strtoul(hertz, NULL, 10);
    firmware.vcc = firmware.avcc = firmware.aref = SUPPLY_MILLIVOLTS;
    avr_load_firmware(avr, &firmware);
    avr->sleep = no_sleep;
    avr->run_cycle_limit = LONG_RUN;
    for (char uart = '0'; uart <= '3'; uart++) {
        uint32_t flags = 0;
        avr_ioctl(avr, (uint32_t)AVR_IOCTL_UART_SET_FLAGS(uart), &flags);
    }
    return 1;
}

/* ---- Proof ------------------------------------------------------------------------------------------ */

/* Commands that the image writes to GPIOR0; GPIOR1 and 2 hold an address or a number, GPIOR1 takes the answer. */
enum { NEXT_ROW = 1, TAKE_SCORES = 2, START_COUNT = 3, STOP_COUNT = 4, STACK_BYTES = 5, END = 6 };

static struct {
    FILE *rows, *scores;
    uint32_t rows_left, reading_bytes, score_bytes;
    unsigned stack_bytes, timed;
    int counting, calibrated, ended, status;
    uint64_t cycles_at_start, instructions, empty_cycles, empty_instructions;
    uint64_t cycles[TIMED_ROWS], counted[TIMED_ROWS];
} proof;

static uint8_t next_row(uint16_t address) {
    if (proof.rows_left == 0) {
        return 0;
    }
    proof.rows_left--;
    if ((uint32_t)address + proof.reading_bytes > (uint32_t)avr->ramend + 1 ||
        fread(avr->data + address, 1, proof.reading_bytes, proof.rows) != proof.reading_bytes) {
        proof.ended = 1;
        proof.status = 3;
    }
    return 1;
}

static void start_count(void) {
    proof.counting = 1;
    proof.instructions = 0;
    proof.cycles_at_start = avr->cycle;
    avr->run_cycle_limit = 1; /* one instruction for each call of avr_run */
    avr->run_cycle_count = 0;
}

/* The first count is of nothing, and taken off the others. */
static void stop_count(void) {
    const uint64_t cycles = avr->cycle - proof.cycles_at_start;
    proof.counting = 0;
    avr->run_cycle_limit = LONG_RUN;
    if (!proof.calibrated) {
        proof.calibrated = 1;
        proof.empty_cycles = cycles;
        proof.empty_instructions = proof.instructions;
    } else if (proof.timed < TIMED_ROWS) {
        proof.cycles[proof.timed] = cycles - proof.empty_cycles;
        proof.counted[proof.timed] = proof.instructions - proof.empty_instructions;
        proof.timed++;
    }
}

static void command(avr_t *chip, avr_io_addr_t register_address, uint8_t value, void *unused) {
    const uint16_t argument = (uint16_t)(chip->data[GPIOR1] | chip->data[GPIOR2] << 8);
    (void)register_address, (void)unused;
    switch (value) {
        case NEXT_ROW: chip->data[GPIOR1] = next_row(argument); break;
        case TAKE_SCORES:
            if ((uint32_t)argument + proof.score_bytes > (uint32_t)chip->ramend + 1 ||
                fwrite(chip->data + argument, 1, proof.score_bytes, proof.scores) != proof.score_bytes) {
                proof.ended = 1;
                proof.status = NO_OUTPUT;
            }
            break;
        case START_COUNT: start_count(); break;
        case STOP_COUNT: stop_count(); break;
        case STACK_BYTES: proof.stack_bytes = argument; break;
        case END:
            proof.ended = 1;
            proof.status = chip->data[GPIOR1];
            break;
        default: break;
    }
}

static int report_crash(void) {
    const uint32_t registers[2] = {avr->pc, avr->pc};
    FILE *file = fopen("fault.bin", "wb");
    if (file != NULL) {
        fwrite(registers, sizeof registers, 1, file);
        fclose(file);
    }
    return CRASHED;
}

static int write_measured(void) {
    FILE *file = fopen("measured.txt", "w");
    if (file == NULL) {
        return NO_OUTPUT;
    }
    fprintf(file, "stack %u\n", proof.stack_bytes);
    for (unsigned row = 0; row < proof.timed; row++) {
        fprintf(file, "%llu %llu\n", (unsigned long long)proof.cycles[row], (unsigned long long)proof.counted[row]);
    }
    return fclose(file) == 0 ? 0 : NO_OUTPUT;
}

static int run_proof(const char *reading_bytes, const char *score_bytes) {
    proof.reading_bytes = (uint32_t)strtoul(reading_bytes, NULL, 10);
    proof.score_bytes = (uint32_t)strtoul(score_bytes, NULL, 10);
    proof.rows = fopen("rows.bin", "rb");
    if (proof.rows == NULL || fread(&proof.rows_left, sizeof proof.rows_left, 1, proof.rows) != 1) {
        return NO_INPUT;
    }
    proof.scores = fopen("scores.bin", "wb");
    if (proof.scores == NULL) {
        return NO_OUTPUT;
    }
    avr_register_io_write(avr, GPIOR0, command, NULL);
    while (!proof.ended) {
        const int state = avr_run(avr);
        proof.instructions += proof.counting != 0;
        if (state == cpu_Crashed || state == cpu_Done) {
            return report_crash();
        }
    }
    if (fclose(proof.scores) != 0) {
        return NO_OUTPUT;
    }
    return proof.status != 0 ? proof.status : write_measured();
}

/* ---- Sketch ----------------------------------------------------------------------------------------- */

static long printed;
static uint8_t directions[26], levels[26];
static int seen[26]; /* 0: not read yet, else one more than what was read */

static void event(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    printed += printf("%llu ", (unsigned long long)avr->cycle);
    printed += vprintf(format, arguments);
    va_end(arguments);
}

static void on_serial(avr_irq_t *irq, uint32_t value, void *unused) {
    (void)irq, (void)unused;
    event("serial %u\n", value & 0xFF);
}

static void on_conversion(avr_irq_t *irq, uint32_t value, void *unused) {
    const union {
        uint32_t value;
        avr_adc_mux_t mux;
    } what = {.value = value};
    (void)irq, (void)unused;
    if (what.mux.kind == ADC_MUX_SINGLE) {
        event("analog %u\n", (unsigned)what.mux.src);
    }
}

static void port_changed(int port, uint8_t new_directions, uint8_t new_levels) {
    const int visible = new_directions != directions[port] || ((new_levels ^ levels[port]) & new_directions) != 0;
    directions[port] = new_directions;
    levels[port] = new_levels;
    if (visible) {
        event("port %c %u %u\n", 'A' + port, new_directions, new_levels);
    }
}

static void on_levels(avr_irq_t *irq, uint32_t value, void *port) {
    (void)irq;
    port_changed((int)(intptr_t)port, directions[(intptr_t)port], (uint8_t)value);
}

static void on_directions(avr_irq_t *irq, uint32_t value, void *port) {
    (void)irq;
    port_changed((int)(intptr_t)port, (uint8_t)value, levels[(intptr_t)port]);
}

/* The program has read the pins: told where they differ from what it read before. */
static void on_pins(avr_irq_t *irq, uint32_t value, void *port) {
    const intptr_t index = (intptr_t)port;
    (void)irq;
    if (seen[index] != (int)(value & 0xFF) + 1) {
        seen[index] = (int)(value & 0xFF) + 1;
        event("pins %c %u\n", (int)('A' + index), value & 0xFF);
    }
}

/* A timer's output: where its compare value is written, and the register and bit that lead it to its pin. Data addresses of the
 * ATmega328P, which are the ATmega2560's too. */
static const struct {
    uint8_t timer;
    char output;
    uint16_t compare, control;
    uint8_t bit;
} outputs[] = {
    {0, 'A', 0x47, 0x44, 7}, {0, 'B', 0x48, 0x44, 5}, {1, 'A', 0x88, 0x80, 7}, {1, 'B', 0x8A, 0x80, 5},
    {1, 'C', 0x8C, 0x80, 3}, {2, 'A', 0xB3, 0xB0, 7}, {2, 'B', 0xB4, 0xB0, 5}, {3, 'A', 0x98, 0x90, 7},
    {3, 'B', 0x9A, 0x90, 5}, {3, 'C', 0x9C, 0x90, 3}, {4, 'A', 0xA8, 0xA0, 7}, {4, 'B', 0xAA, 0xA0, 5},
    {4, 'C', 0xAC, 0xA0, 3}, {5, 'A', 0x128, 0x120, 7}, {5, 'B', 0x12A, 0x120, 5}, {5, 'C', 0x12C, 0x120, 3},
};
enum { OUTPUTS = sizeof outputs / sizeof outputs[0] };
static int duties[OUTPUTS]; /* 0: none yet, else one more than the duty */

static void on_compare(avr_irq_t *irq, uint32_t value, void *output) {
    const intptr_t index = (intptr_t)output;
    const int duty = (int)(value & 0xFF);
    (void)irq;
    if ((avr->data[outputs[index].control] >> outputs[index].bit & 1) != 0 && duties[index] != duty + 1) {
        duties[index] = duty + 1;
        event("pwm %d %c %d\n", outputs[index].timer, outputs[index].output, duty);
    }
}

static void watch(avr_irq_t *irq, avr_irq_notify_t notify, intptr_t parameter) {
    if (irq != NULL) {
        avr_irq_register_notify(irq, notify, (void *)parameter);
    }
}

static void watch_everything(void) {
    watch(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_serial, 0);
    watch(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER), on_conversion, 0);
    for (int port = 0; port < 12; port++) {
        const uint32_t name = (uint32_t)AVR_IOCTL_IOPORT_GETIRQ('A' + port);
        watch(avr_io_getirq(avr, name, IOPORT_IRQ_REG_PORT), on_levels, port);
        watch(avr_io_getirq(avr, name, IOPORT_IRQ_DIRECTION_ALL), on_directions, port);
        watch(avr_io_getirq(avr, name, IOPORT_IRQ_REG_PIN), on_pins, port);
    }
    for (int output = 0; output < OUTPUTS; output++) {
        if (outputs[output].compare <= avr->ioend) {
            watch(avr_iomem_getirq(avr, outputs[output].compare, "compare", AVR_IOMEM_IRQ_ALL), on_compare, output);
        }
    }
}

static struct {
    FILE *file;
    unsigned long long cycle;
    char what[16];
    char argument[3][16];
    int over;
} input;

static int read_input(void) {
    char line[96];
    input.argument[0][0] = input.argument[1][0] = input.argument[2][0] = '\0';
    return fgets(line, sizeof line, input.file) != NULL &&
           sscanf(line, "%llu %15s %15s %15s %15s", &input.cycle, input.what, input.argument[0], input.argument[1],
                  input.argument[2]) >= 2;
}

static void raise_irq(uint32_t group, int index, uint32_t value) {
    avr_irq_t *irq = avr_io_getirq(avr, group, index);
    if (irq != NULL) {
        avr_raise_irq(irq, value);
    }
}

static void apply_input(void) {
    const uint32_t first = (uint32_t)strtoul(input.argument[0], NULL, 10);
    const uint32_t second = (uint32_t)strtoul(input.argument[1], NULL, 10);
    if (strcmp(input.what, "serial") == 0) {
        raise_irq(AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT, first);
    } else if (strcmp(input.what, "analog") == 0) {
        raise_irq(AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0 + (int)first, second);
    } else if (strcmp(input.what, "pin") == 0) {
        raise_irq((uint32_t)AVR_IOCTL_IOPORT_GETIRQ(input.argument[0][0]), IOPORT_IRQ_PIN0 + (int)second,
                  (uint32_t)strtoul(input.argument[2], NULL, 10));
    } else {
        input.over = 1;
    }
}

static avr_cycle_count_t inputs_due(avr_t *chip, avr_cycle_count_t when, void *unused) {
    (void)chip, (void)unused;
    while (!input.over && input.cycle <= when) {
        apply_input();
        if (!input.over && !read_input()) {
            input.over = 1;
        }
    }
    return input.over ? 0 : input.cycle;
}

static int run_sketch(const char *inputs) {
    input.file = fopen(inputs, "r");
    if (input.file == NULL || !read_input()) {
        return NO_INPUT;
    }
    if (freopen("events.txt", "w", stdout) == NULL) {
        return NO_OUTPUT;
    }
    watch_everything();
    avr_cycle_timer_register(avr, input.cycle > 0 ? input.cycle : 1, inputs_due, NULL);
    const char *end = "done";
    while (!input.over) {
        const int state = avr_run(avr);
        if (state == cpu_Crashed) {
            end = "crashed";
            break;
        }
        if (state == cpu_Done) {
            end = "asleep";
            break;
        }
        if (printed > MOST_OUTPUT) {
            end = "flood";
            break;
        }
    }
    event("end %s\n", end);
    return fflush(stdout) == 0 ? 0 : NO_OUTPUT;
}

int main(int count, char **words) {
    const int proving = count == 7 && strcmp(words[1], "proof") == 0;
    if (!proving && !(count == 6 && strcmp(words[1], "sketch") == 0)) {
        fprintf(stderr, "use: simulator proof MCU HZ IMAGE READING_BYTES SCORE_BYTES | sketch MCU HZ IMAGE INPUTS\n");
        return BAD_USE;
    }
    if (!load(words[2], words[3], words[4])) {
        return BAD_USE;
    }
    return proving ? run_proof(words[5], words[6]) : run_sketch(words[5]);
}
