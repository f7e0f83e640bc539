package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The words that the grammar of sentences knows, by what they are for. Everything is in lower case. */
final class Vocabulary {
    static final Map<String, Unit> UNITS = units();

    static final Set<String> FLASH = words("flash rom eeprom storage  codespace");
    static final Set<String> RAM = words("ram sram memory dram heap");
    /** Words that may stand between a quantity and what it limits: "32 KB [of program] flash". */
    static final Set<String> MEMORY_FILLERS = words(
            "of for in the max maximum free total program code internal on-chip chip worth should must is be stay to at most "
                    + "below under less than no more not exceed exceeding up within usage use used footprint size budget limit "
                    + "limited only just about around a an and ( : <= < = with it its stays remain keep kept using needs need "
                    + "data static using fit fits into bigger larger smaller greater lower higher");

    static final Set<String> MODEL =
            words("model size program firmware code sketch weights binary image network net library executable");

    static final Set<String> ACCURACY =
            words("accuracy acc accurate accurately accuray acuracy right correct correctly rightly reliable "
                    + "reliably reliability precise success hit sure certainty certain");
    static final Set<String> ERROR =
            words("error errors wrong mistakes mistake misclassified misclassify misclassification incorrect "
                    + "incorrectly errs failures mistaken");
    static final Set<String> F1 = words("f1 f1score fscore");
    static final Set<String> OTHER_SHARES =
            words("recall precision sensitivity specificity auc auroc test training train validation split "
                    + "holdout hold battery humidity gaps missing confidence duty charge found alarms");
    static final Set<String> SHARE_FILLERS = words(
            "of at least in the a an to is be must should with minimum min above over under below than better more less no "
                    + "not most rate score : = >= > <= < it about around reach reaching reached overall test macro average mean "
                    + "classification time times cases answers predictions or up - their its are has have needs need want fewer "
                    + "only just all samples fruit readings examples rows every bigger larger smaller greater lower higher tries try");

    static final Set<String> EVENTS =
            words("times time readings reading decisions decision predictions prediction answers answer "
                    + "checks check frames frame inferences inference classifications classification results result samples sample "
                    + "updates update measurements measurement guesses guess evaluations");
    static final Set<String> LATENCY =
            words("latency respond response responds answer answers inference decide decision react "
                    + "reaction delay reply classify digit runtime takes take frame prediction reading");
    static final Set<String> BATTERY =
            words("battery batteries coin cr2032 aa aaa cell cells lipo charge powerbank accumulator cr123a "
                    + "cr2450 18650");

    static final Set<String> SENSORS = words(
            "apds9960 accelerometer accelerometers gyroscope gyro imu lsm9ds1 bmi270 mpu6050 microphone mic i2s camera "
                    + "thermometer barometer bme280 bme680 bmp280 dht11 dht22 sht31 tcs34725 tcs3200 as7341 vl53l0x magnetometer "
                    + "thermistor hygrometer photodiode spectrometer photoresistor ldr potentiometer potentiometers knobs ultrasonic hcsr04 adxl345 "
                    + "ads1115 sensor sensors electrode thermocouple loadcell scale");
    static final Set<String> SENSED = words(
            "colour color temperature humidity light weight sound distance pressure vibration motion shape size "
                    + "proximity gas brightness smell taste rgb magnetic sonar infrared acceleration current voltage ph");

    static final Set<String> ACTIONS = words(
            "print prints printing light lights blink blinks turn turns switch switches show shows display displays "
                    + "send sends beep beeps buzz buzzes ring rings publish publishes log logs write writes open opens close closes "
                    + "alert alerts play plays raise raises announce announces  trigger triggers output outputs report reports "
                    + "toggle toggles move moves illuminate stream streams");

    static final Set<String> VERBS = words(
            "tell tells classify classifies classified classifying classifier classification recognise recognises "
                    + "recognize recognizes recognising recognizing recogniser recognizer recognised recognized identified detected recognition detect detects detecting detection "
                    + "distinguish distinguishes distinguishing identify identifies identifying identification decide decides sort sorts "
                    + "sorting label categorise categorize separate separates separating differentiate discriminate spot spots which "
                    + "whether determine determines guess guesses find know class classes category categories discern telling activity "
                    + "activities recogniton clasify classifiy");

    static final Set<String> STOP_WORDS = words(
            "a an the i me my mine we our us you your it its it's this that these those there here and or but "
                    + "nor so if then than as at by for from in into of off on onto out over to up with within without under above below "
                    + "between after before about around per via is are was were be been being am do does did done doing have has had "
                    + "having can could will would shall should may might must need needs want wants like please let lets let's make "
                    + "makes made making give gives get gets getting got put puts use uses used using run runs running work works "
                    + "working build create creates train trained training learn learns help i'd i've i'm i'll don't not no yes also "
                    + "too very really just only some any all each every both either neither one two what which who whom whose when "
                    + "where why how them they their he she his her him few many much more most less least same such own other another "
                    + "again once here's that's what's thing things something someone good well best better nice able plenty enough "
                    + "now new still while because since until during through against et al etc eg ie e.g i.e hi hello dear thanks thank "
                    + "tinyml ml ai machine learning neural network model models classifier device devices board boards microcontroller "
                    + "mcu chip firmware sketch program code app application project task data dataset file files csv table sheet json "
                    + "folder recording recordings recorded record row rows column columns measurements value values reading readings "
                    + "sample samples example examples reads read have it'll should've fit fits fitting keep keeps kept stay stays "
                    + "apart called named gadget hand held maximum minimum max min limit budget target goal result usage size version it");

    private Vocabulary() {}

    static Set<String> words(String list) {
        return Set.of(java.util.Arrays.stream(list.split(" ")).distinct().toArray(String[]::new));
    }

    /** True for a word that says nothing by itself. */
    static boolean isStopWord(String key) {
        return STOP_WORDS.contains(key) || key.endsWith("n't") || key.equals("never") || key.equals("dont");
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new HashMap<>();
        put(units, Unit.BYTE, "b byte bytes octets");
        put(units, Unit.KIB, "k kb kib kilobyte kilobytes kibibyte kibibytes kbyte kbytes kilo kilos ks kbs");
        put(units, Unit.MIB, "mb mib megabyte megabytes mebibyte mebibytes mbyte mbytes meg megs");
        put(units, Unit.GIB, "gb gib gigabyte gigabytes gbyte gbytes gig gigs");
        put(units, Unit.MICROSECOND, "us µs μs usec microsecond microseconds");
        put(units, Unit.MILLISECOND, "ms msec msecs millisecond milliseconds millis");
        put(units, Unit.SECOND, "s sec secs second seconds");
        put(units, Unit.MINUTE, "min mins minute minutes");
        put(units, Unit.HOUR, "h hr hrs hour hours");
        put(units, Unit.DAY, "d day days");
        put(units, Unit.WEEK, "week weeks");
        put(units, Unit.MONTH, "month months");
        put(units, Unit.YEAR, "year years");
        put(units, Unit.HERTZ, "hz hertz fps");
        put(units, Unit.PERCENT, "% percent pct percents");
        return Map.copyOf(units);
    }

    private static void put(Map<String, Unit> units, Unit unit, String names) {
        for (String name : names.split(" ")) {
            units.put(name, unit);
        }
    }
}
